// The recipe: its order, its validation, and that a route cannot forget its decisions.
import { describe, expect, test } from '@jest/globals';
import express, { Router } from 'express';
import request from 'supertest';
import { z } from 'zod';
import { createLogger } from '../../../server/base/logger.js';
import { handleErrors } from '../../../server/http/errorHandler.js';
import { AppError } from '../../../server/http/errors.js';
import { type ApiRoute, loadNothing, nothing, type Recipe, route } from '../../../server/http/route.js';
import type { Actor } from '../../../server/identity/actor.js';
import type { WriteOutcome } from '../../../server/storage/port.js';

const actor: Actor = {
  userId: 'u',
  sessionId: 's',
  account: 'a@b.example',
  role: 'admin',
  departmentIds: null,
  officialId: null,
  mustChangePassword: false,
  expiresAt: 0,
};
const cookie = `samsamsam=${'A'.repeat(43)}`;

function appOf(...routes: ApiRoute[]) {
  const router = Router();
  const trail = {
    record: async () => undefined,
    change: async (_note: unknown, write: () => Promise<WriteOutcome>) => write(),
  };
  for (const one of routes) one.mount(router, { identity: { actorOf: async () => actor }, audit: { by: () => trail } });
  return express().use(router, handleErrors(createLogger('silent')));
}

// Checked by the compiler: these become `never`, and the lines below stop compiling, when the decision turns optional.
type AnyRecipe = Recipe<object, object, object, object>;
type Forced<K extends keyof AnyRecipe> = Omit<AnyRecipe, K> extends AnyRecipe ? never : true;
const forced: { [K in 'access' | 'subject' | 'audit' | 'load' | 'params' | 'query' | 'body']: Forced<K> } = {
  access: true,
  subject: true,
  audit: true,
  load: true,
  params: true,
  query: true,
  body: true,
};

describe('a route', () => {
  test('must decide about sign-in, permission, audit and each input', () => {
    expect(Object.values(forced)).toEqual(Array.from({ length: 7 }, () => true));
  });

  test('validates every input and hands over typed values', async () => {
    const app = appOf(
      route({
        method: 'post',
        path: '/things/:id',
        access: 'people.change',
        load: loadNothing,
        subject: () => ({}),
        audit: { none: 'a test' },
        params: z.strictObject({ id: z.coerce.number() }),
        query: z.strictObject({ deep: z.stringbool().default(false) }),
        body: z.strictObject({ name: z.string() }),
        handle: async ({ actor: who, params, query, body }) => ({ who: who.account, ...params, ...query, ...body }),
      }),
    );
    const post = (path: string, body: object) => request(app).post(path).set('Cookie', cookie).send(body);
    expect((await post('/things/7?deep=true', { name: 'x' })).body).toEqual({
      who: actor.account,
      id: 7,
      deep: true,
      name: 'x',
    });
    const messages = [
      await post('/things/seven', { name: 'x' }),
      await post('/things/7?depp=true', { name: 'x' }),
      await post('/things/7', { nam: 'x' }),
      await post('/things/7', JSON.parse('{"name":"x","__proto__":{"role":"admin"}}')),
    ].map((response) => [response.status, response.body.error.message]);
    expect(messages).toEqual([
      [400, 'Check the address: id.'],
      [400, 'Check the query. It may hold: deep.'],
      [400, 'Check the body: name. It may hold: name.'],
      [400, 'Check the body. It may hold: name.'],
    ]);
  });

  test('asks who is there before it reads a body, and the limit comes before both', async () => {
    const seen: string[] = [];
    const recipe = {
      method: 'post',
      path: '/things',
      access: 'people.change',
      load: loadNothing,
      subject: () => ({}),
      audit: { none: 'a test' },
      params: nothing,
      query: nothing,
      body: nothing,
      handle: async () => undefined,
    } as const;
    const app = appOf(
      route({
        ...recipe,
        limit: (req, _res, next) => {
          seen.push('limit');
          next(req.get('x-flood') ? new AppError('TOO_MANY_REQUESTS') : undefined);
        },
      }),
    );
    const broken = request(app).post('/things').set('Content-Type', 'application/json').send('{');
    expect((await broken).body.error.code).toBe('SIGN_IN_REQUIRED');
    const flood = request(app).post('/things').set('x-flood', '1');
    expect((await flood).body.error.code).toBe('TOO_MANY_REQUESTS');
    expect(seen).toEqual(['limit', 'limit']);
    expect((await request(app).post('/things').set('Cookie', cookie)).status).toBe(204);
  });
});
