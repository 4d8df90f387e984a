import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that take minutes: begun last, they would keep one worker busy while the others have nothing left to do. */
const longest = ['workshops', 'replay', 'crash', 'templates', 'twelve-phones', 'phone', 'drill'];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean =>
      longest.some((name) => moduleId.endsWith(`/${name}.test.ts`));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
