// The recipe of every API route, in one order: limit, actor, body, validate, load, `can`, act, audit, present.
// A recipe without a decision about sign-in, permission or audit, or with an input that nobody validates, does not compile.
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { z } from 'zod';
import type { AuditNote, AuditSubject } from '../audit/auditEntry.js';
import type { AuditTrail, Trail } from '../audit/trail.js';
import type { AuditKind } from '../contract/audit.js';
import type { Ability } from '../contract/roles.js';
import type { Actor } from '../identity/actor.js';
import type { Identity } from '../identity/identity.js';
import { can, departmentsOf, type Subject } from '../identity/roles.js';
import { readSessionCookie } from '../identity/sessionCookie.js';
import { AppError } from './errors.js';
import { apiBodyLimitBytes } from './limits.js';
import { StreamedAnswer, sendStream } from './streamedAnswer.js';

/** For an input that must stay empty. */
export const nothing = z.strictObject({});

/** Kinds of entry that the recipe itself writes once the answer is known, and before it leaves. */
type ReadKind = Extract<AuditKind, 'view' | 'play' | 'download' | 'export' | 'unmask'>;

type Audit<I, L> =
  /** Nobody's data is read and nothing changes, or only masked data is shown; says why. */
  | { none: string }
  /** The handler writes through its trail, before each change. */
  | 'by-handler'
  | { kind: ReadKind; subject(input: I, loaded: L): AuditSubject; reason?(input: I): string };

export interface Input<P, Q, B, Who = Actor> {
  actor: Who;
  params: P;
  query: Q;
  body: B;
  /** Writes to the access record as this actor from this place. */
  trail: Trail;
  /** For cookies only. */
  exchange: { request: Request; response: Response };
}

interface AnyRecipe<P, Q, B, L, Who> {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  params: z.ZodType<P>;
  query: z.ZodType<Q>;
  body: z.ZodType<B>;
  limit?: RequestHandler;
  /** Bytes of JSON, where a form of the usual size is not enough. */
  bodyLimit?: number;
  /** What the request concerns; throws the refusal when it is not there. */
  load(input: Input<P, Q, B, Who>): Promise<L>;
  audit: Audit<Input<P, Q, B, Who>, NoInfer<L>>;
  /** The answer's body, as JSON or streamed; undefined answers 204. */
  handle(input: Input<P, Q, B, Who>, loaded: NoInfer<L>): Promise<object | undefined>;
}

export interface Recipe<P, Q, B, L> extends AnyRecipe<P, Q, B, L, Actor> {
  access: Ability;
  /** Whose it is; 'narrowed' where the handler shows only what `departmentsOf` or the actor's own id allows. */
  subject(input: Input<P, Q, B>, loaded: NoInfer<L>): Subject | 'narrowed';
}

/** Needs nobody to be signed in. */
export interface OpenRecipe<P, Q, B, L> extends AnyRecipe<P, Q, B, L, undefined> {
  access: 'open';
}

export interface RouteParts {
  identity: Pick<Identity, 'actorOf'>;
  audit: Pick<AuditTrail, 'by'>;
}

/** A route as the generated tests see it, and how it is mounted. */
export interface ApiRoute {
  method: Recipe<unknown, unknown, unknown, unknown>['method'];
  path: string;
  access: Ability | 'open';
  audit: 'none' | 'by-handler' | ReadKind;
  /** Names of the fields that it takes. */
  inputs: Readonly<Record<'params' | 'query' | 'body', readonly string[]>>;
  mount(router: Router, parts: RouteParts): void;
}

/** An answer that sends the browser to another page. */
export class Elsewhere {
  constructor(readonly location: string) {}
}

/** For routes that concern nothing that has to be looked up. */
export const loadNothing = async () => undefined;

const fieldsOf = (schema: z.ZodType) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []);

/** Tells which known field is wrong, or what is known: never a word of what was sent. */
function faultsOf(schema: z.ZodType, { issues }: z.ZodError): string {
  const known = fieldsOf(schema);
  const wrong = known.filter((name) => issues.some(({ path }) => path[0] === name));
  const hasUnknown = issues.some(({ code, path }) => code === 'unrecognized_keys' && path.length === 0);
  const rest = known.length > 0 ? ` It may hold: ${known.join(', ')}.` : ' It must be empty.';
  return `${wrong.length > 0 ? `: ${wrong.join(', ')}` : ''}.${hasUnknown ? rest : ''}`;
}

function parse<T>(schema: z.ZodType<T>, value: unknown, part: string): T {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  throw new AppError('BAD_REQUEST', `Check the ${part}${faultsOf(schema, parsed.error)}`);
}

function bodyReader(limit: number): (request: Request, response: Response) => Promise<void> {
  const parseJson = express.json({ limit });
  return async (request, response) => {
    if (request.method === 'GET' || request.method === 'HEAD') return;
    // `is` answers null without a body, and counts an empty one as a body.
    if (request.get('content-length') === '0') return;
    if (request.is('json') === false) throw new AppError('TYPE_UNSUPPORTED');
    // The parser would take in the whole before it says no.
    if (Number(request.get('content-length')) > limit) {
      response.set('Connection', 'close');
      throw new AppError('BODY_TOO_LARGE');
    }
    await new Promise<void>((resolve, reject) => {
      parseJson(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
    });
  };
}

async function requireActor(request: Request, identity: RouteParts['identity']): Promise<Actor> {
  const token = readSessionCookie(request.headers.cookie);
  const actor = token === undefined ? undefined : await identity.actorOf(token);
  if (!actor) throw new AppError('SIGN_IN_REQUIRED');
  return actor;
}

function trailOf(audit: RouteParts['audit'], actor: Actor | undefined, request: Request): Trail {
  return audit.by({
    userId: actor?.userId ?? null,
    account: actor?.account ?? '',
    role: actor?.role ?? '',
    sessionId: actor?.sessionId ?? null,
    place: request.ip ?? '',
  });
}

/** Before anything is looked up: somebody who has the ability in no department at all need not be told what exists. */
function requireAbility(actor: Actor, access: Ability): void {
  if (can(actor, access, { userId: actor.userId })) return;
  if (departmentsOf(actor, access) === undefined) throw new AppError('FORBIDDEN');
}

function noteRead<I, L>(audit: Audit<I, L>, task: string, input: I, loaded: L): AuditNote | undefined {
  if (audit === 'by-handler' || 'none' in audit) return undefined;
  const { kind, subject, reason } = audit;
  const nothingChanged = { before: null, after: null, target: null };
  return { kind, subject: subject(input, loaded), task, reason: reason?.(input) ?? null, ...nothingChanged };
}

function build<P, Q, B, L, Who extends Actor | undefined>(
  access: Ability | 'open',
  recipe: AnyRecipe<P, Q, B, L, Who>,
  findActor: (request: Request, identity: RouteParts['identity']) => Promise<Who>,
  allow: (input: Input<P, Q, B, Who>, loaded: L) => void,
): ApiRoute {
  const { method, path, audit } = recipe;
  const readBody = bodyReader(recipe.bodyLimit ?? apiBodyLimitBytes);
  return {
    method,
    path,
    access,
    audit: audit === 'by-handler' ? audit : 'none' in audit ? 'none' : audit.kind,
    inputs: { params: fieldsOf(recipe.params), query: fieldsOf(recipe.query), body: fieldsOf(recipe.body) },
    mount(router, parts) {
      const handler: RequestHandler = async (request, response) => {
        const actor = await findActor(request, parts.identity);
        await readBody(request, response);
        const input: Input<P, Q, B, Who> = {
          actor,
          params: parse(recipe.params, request.params, 'address'),
          query: parse(recipe.query, request.query, 'query'),
          body: parse(recipe.body, request.body, 'body'),
          trail: trailOf(parts.audit, actor, request),
          exchange: { request, response },
        };
        const loaded = await recipe.load(input);
        allow(input, loaded);
        const answer = await recipe.handle(input, loaded);
        const read = noteRead(audit, access, input, loaded);
        if (read) await input.trail.record(read);
        if (answer === undefined) response.status(204).end();
        else if (answer instanceof StreamedAnswer) await sendStream(response, answer);
        else if (answer instanceof Elsewhere) response.redirect(303, answer.location);
        else response.json(answer);
      };
      router[method](path, ...(recipe.limit ? [recipe.limit] : []), handler);
    },
  };
}

export function route<P, Q, B, L>(recipe: Recipe<P, Q, B, L>): ApiRoute {
  const { access } = recipe;
  return build(
    access,
    recipe,
    async (request, identity) => {
      const actor = await requireActor(request, identity);
      requireAbility(actor, access);
      return actor;
    },
    (input, loaded) => {
      const subject = recipe.subject(input, loaded);
      if (subject !== 'narrowed' && !can(input.actor, access, subject)) throw new AppError('FORBIDDEN');
    },
  );
}

export function openRoute<P, Q, B, L>(recipe: OpenRecipe<P, Q, B, L>): ApiRoute {
  return build(
    'open',
    recipe,
    async () => undefined,
    () => undefined,
  );
}
