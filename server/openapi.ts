import { z } from 'zod';
import type { Route } from './routes.ts';

/** OpenAPI 3.1 out of the table of routes: its schemas are JSON Schema 2020-12, as zod writes it. */
export function openApi(routes: readonly Route[], publicUrl: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/gu, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parley',
      version: '1',
      description: 'Live working sessions. Refusals are {error: {code, message}}.',
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'the host key, or a token of the session' },
      },
      schemas: { Refusal: z.toJSONSchema(Refusal) },
    },
  };
}

const Refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

function operation(route: Route): unknown {
  const names = [...route.path.matchAll(/:(\w+)/gu)].map(([, name]) => name);
  const inPath = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  return {
    summary: route.summary,
    ...(route.who !== 'anyone' && { security: [{ bearer: [] }] }),
    'x-who': route.who,
    parameters: [...inPath, ...queryParameters(route)],
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body) } } },
    }),
    responses: {
      [route.status]: { description: 'as asked', content: answerContent(route) },
      default: {
        description: 'a refusal',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
      },
    },
  };
}

function queryParameters({ query }: Route): unknown[] {
  if (!(query instanceof z.ZodObject)) return [];
  return Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: schemaOf(schema as z.ZodType),
  }));
}

function answerContent({ answer }: Route): unknown {
  if (typeof answer !== 'string') return { 'application/json': { schema: schemaOf(answer) } };
  return { [answer]: { schema: { type: answer === 'application/json' ? 'object' : 'string' } } };
}

function schemaOf(schema: z.ZodType): unknown {
  const { $schema: _, ...written } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return written;
}
