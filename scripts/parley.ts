import { runParley } from './parley/program.ts';

/**
 * What an operator does beside the running server. Ends with 0 when all is fine, 1 when the thing
 * asked about is not, 2 when it was asked wrongly.
 */
await runParley(process.argv.slice(2), {
  environment: process.env,
  say: (line) => console.log(line),
  complain: (line) => console.error(line),
  write: (bytes) => void process.stdout.write(bytes),
  end: (exit) => (process.exitCode = exit),
});
