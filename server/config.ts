import { resolve } from 'node:path';
import { z } from 'zod';

/** The environment, read once. A wrong value is one sentence that names the variable and never its content. */

export const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

export interface Config {
  port: number;
  host: string;
  /** without a slash at the end; null lets the start look for an address of this machine */
  publicUrl: string | null;
  tls: { certificate: string; key: string } | null;
  trustProxy: boolean;
  dataDirectory: string;
  databaseUrl: string | null;
  hostKey: string | null;
  logLevel: (typeof logLevels)[number];
  retentionDays: number | null;
}

/** Setting a variable to nothing is not setting it: that is what shells and compose files do. */
function optional<S extends z.ZodType>(schema: S) {
  return z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
    schema,
  );
}

const wholeNumber = (lowest: number, highest: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/u)
    .transform(Number)
    .refine((value) => value >= lowest && value <= highest);

const onOff = z
  .enum(['on', 'off', 'true', 'false', '1', '0', 'yes', 'no'])
  .transform((value) => ['on', 'true', '1', 'yes'].includes(value));

const publicUrl = z
  .string()
  .transform((text) => (URL.canParse(text) ? new URL(text) : null))
  .refine(
    (url) => url !== null && /^https?:$/u.test(url.protocol) && url.pathname === '/' && url.search === '',
  )
  .transform((url) => url?.origin ?? '');

const databaseUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^postgres(?:ql)?:$/u.test(new URL(text).protocol));

const Environment = z.object({
  PORT: optional(wholeNumber(0, 65_535).default(4747)),
  HOST: optional(z.string().max(255).default('0.0.0.0')),
  PUBLIC_URL: optional(publicUrl.optional()),
  TLS_CERT: optional(z.string().optional()),
  TLS_KEY: optional(z.string().optional()),
  TRUST_PROXY: optional(onOff.default(false)),
  DATA_DIR: optional(z.string().default('./data')),
  DATABASE_URL: optional(databaseUrl.optional()),
  HOST_KEY: optional(
    z
      .string()
      .regex(/^[\x21-\x7e]{8,200}$/u)
      .optional(),
  ),
  LOG_LEVEL: optional(z.enum(logLevels).default('info')),
  RETENTION_DAYS: optional(
    z.union([z.literal('off').transform(() => null), wholeNumber(1, 36_500)]).optional(),
  ),
});
type Variable = keyof z.infer<typeof Environment>;

const expectations: Record<Variable, string> = {
  PORT: 'a port from 0 to 65535',
  HOST: 'an address to listen on',
  PUBLIC_URL: 'an address such as https://parley.example.org, without a path',
  TLS_CERT: 'the path of a certificate file',
  TLS_KEY: 'the path of a key file',
  TRUST_PROXY: 'on or off',
  DATA_DIR: 'the path of a directory',
  DATABASE_URL: 'an address such as postgres://user:password@host/database',
  HOST_KEY: '8 to 200 letters, digits and signs without spaces',
  LOG_LEVEL: `one of ${logLevels.join(', ')}`,
  RETENTION_DAYS: 'a whole number of days, 1 or more, or off',
};

export function readConfig(environment: NodeJS.ProcessEnv): { config: Config } | { problem: string } {
  const read = Environment.safeParse(environment);
  if (!read.success) {
    const name = read.error.issues[0]?.path[0] as Variable;
    return { problem: `${name} must be ${expectations[name]}.` };
  }
  const values = read.data;
  const { TLS_CERT: certificate, TLS_KEY: key } = values;
  if ((certificate === undefined) !== (key === undefined)) {
    const missing = certificate === undefined ? 'TLS_CERT' : 'TLS_KEY';
    return { problem: `${missing} must be set too: a certificate and its key go together.` };
  }
  return {
    config: {
      port: values.PORT,
      host: values.HOST,
      publicUrl: values.PUBLIC_URL ?? null,
      tls: certificate === undefined || key === undefined ? null : { certificate, key },
      trustProxy: values.TRUST_PROXY,
      dataDirectory: resolve(values.DATA_DIR),
      databaseUrl: values.DATABASE_URL ?? null,
      hostKey: values.HOST_KEY ?? null,
      logLevel: values.LOG_LEVEL,
      retentionDays: values.RETENTION_DAYS ?? null,
    },
  };
}
