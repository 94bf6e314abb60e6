// The recipe of every API route, in one order: limit, actor, body, validate, then the route's own load, act, present.
// A recipe without a decision about sign-in, or with an input that nobody validates, does not compile.
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { z } from 'zod';
import type { Actor } from '../identity/actor.js';
import type { Identity } from '../identity/identity.js';
import { readSessionCookie } from '../identity/sessionCookie.js';
import { AppError } from './errors.js';
import { apiBodyLimitBytes } from './limits.js';

/** For an input that must stay empty. */
export const nothing = z.strictObject({});

export type SignIn = 'required' | 'open';

export interface Recipe<S extends SignIn, P, Q, B> {
  method: 'get' | 'post' | 'delete';
  path: string;
  signIn: S;
  params: z.ZodType<P>;
  query: z.ZodType<Q>;
  body: z.ZodType<B>;
  limit?: RequestHandler;
  /** The answer's body; undefined answers 204. */
  handle(input: Input<S, P, Q, B>): Promise<object | undefined>;
}

export interface Input<S extends SignIn, P, Q, B> {
  actor: S extends 'required' ? Actor : undefined;
  params: P;
  query: Q;
  body: B;
  /** For cookies only. */
  exchange: { request: Request; response: Response };
}

export type MountRoute = (router: Router, identity: Pick<Identity, 'actorOf'>) => void;

function parse<T>(schema: z.ZodType<T>, value: unknown, part: string): T {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : issue.path));
  const named = [...new Set(fields.map(String))].slice(0, 5).join(', ');
  throw new AppError('BAD_REQUEST', named === '' ? `The ${part} is not understood.` : `Check the ${part}: ${named}.`);
}

const parseJson = express.json({ limit: apiBodyLimitBytes });

async function readBody(request: Request, response: Response): Promise<void> {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  // `is` answers null without a body, and counts an empty one as a body.
  if (request.get('content-length') === '0') return;
  if (request.is('json') === false) throw new AppError('TYPE_UNSUPPORTED');
  await new Promise<void>((resolve, reject) => {
    parseJson(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
  });
}

function requireActor(identity: Pick<Identity, 'actorOf'>): (request: Request) => Promise<Actor> {
  return async (request) => {
    const token = readSessionCookie(request.headers.cookie);
    const actor = token === undefined ? undefined : await identity.actorOf(token);
    if (!actor) throw new AppError('SIGN_IN_REQUIRED');
    return actor;
  };
}

export function route<S extends SignIn, P, Q, B>(recipe: Recipe<S, P, Q, B>): MountRoute {
  return (router, identity) => {
    const findActor = requireActor(identity);
    const handler: RequestHandler = async (request, response) => {
      const actor = recipe.signIn === 'required' ? await findActor(request) : undefined;
      await readBody(request, response);
      const answer = await recipe.handle({
        // The compiler cannot see that S and recipe.signIn are the same decision.
        actor: actor as Input<S, P, Q, B>['actor'],
        params: parse(recipe.params, request.params, 'address'),
        query: parse(recipe.query, request.query, 'query'),
        body: parse(recipe.body, request.body, 'body'),
        exchange: { request, response },
      });
      if (answer === undefined) response.status(204).end();
      else response.json(answer);
    };
    router[recipe.method](recipe.path, ...(recipe.limit ? [recipe.limit] : []), handler);
  };
}
