// A stand-in with its REST side, Twilio's own client at it, and a product whose answers a test writes down path by path.
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import twilio from 'twilio';
import { createStandIn, type StandIn, type StandInOptions } from '../../../scripts/simulate/createStandIn.js';
import type { Fields } from '../../../scripts/simulate/requestFields.js';
import { createRest, type RestOptions } from '../../../scripts/simulate/rest/createRest.js';
import { createVirtualClock, type SimulationClock } from '../../../scripts/simulate/simulationClock.js';
import { accountSid, base, startAt, value } from './exampleProduct.js';

export const authToken = 'a token of the stand-in';
export const citizen = '+821000000001';
export const officeNumber = '+82310002001';

/** What the product says at a path: the inside of a <Response>, or an answer of its own. */
type Said = string | { status: number; type?: string; body?: string };

export interface Heard {
  path: string;
  query: URLSearchParams;
  method: string;
  fields: Fields;
  signed: boolean;
}

export interface Lab {
  standIn: StandIn;
  clock: SimulationClock;
  client: ReturnType<typeof twilio>;
  /** @param timeout ms. */
  clientWith(token: string, timeout?: number): ReturnType<typeof twilio>;
  product: Server;
  answers: Map<string, Said | ((heard: Heard) => Said)>;
  heard: Heard[];
  /** `path field=value ...` of everything heard, in order. */
  told(...names: string[]): string[];
  /** Does something at a moment of the simulated time, ms after the start; nothing else goes on meanwhile. */
  at<T>(ms: number, work: () => Promise<T> | T): Promise<T>;
  close(): Promise<void>;
}

async function listen(handler: RequestListener): Promise<[Server, string]> {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return [server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`];
}

export async function openLab(
  more: Partial<StandInOptions> & Pick<Partial<RestOptions>, 'listLagMs'> = {},
): Promise<Lab> {
  const heard: Heard[] = [];
  const answers: Lab['answers'] = new Map();
  const app = express();
  app.use(express.text({ type: 'application/x-www-form-urlencoded' }));
  app.all('/*path', (request, response) => {
    const { path, method, originalUrl } = request;
    const query = new URLSearchParams(originalUrl.split('?')[1] ?? '');
    const form: Fields = [...new URLSearchParams(String(request.body ?? ''))];
    const fields = method === 'GET' ? [...query] : form;
    const signature = String(request.headers['x-twilio-signature']);
    const signed = twilio.validateRequest(authToken, signature, base + originalUrl, Object.fromEntries(form));
    const one = { path, query, method, fields, signed };
    heard.push(one);
    const found = answers.get(path);
    const said = typeof found === 'function' ? found(one) : found;
    if (said === undefined) response.sendStatus(204);
    else if (typeof said === 'string') response.type('text/xml').send(`<Response>${said}</Response>`);
    else {
      response.status(said.status);
      if (said.type) response.type(said.type);
      response.send(said.body);
    }
  });
  const [product, target] = await listen(app);
  const clock = createVirtualClock(startAt);
  const { listLagMs = 0, ...options } = more;
  const standIn = createStandIn({
    ...{ target, publicBaseUrl: base, accountSid, authToken, seed: 'lab', clock },
    ...options,
  });
  const [rest, restUrl] = await listen(createRest({ standIn, authToken, listLagMs }));
  const clientWith = (token: string, timeout = 10_000) => {
    const client = twilio(accountSid, token, { timeout });
    client.api.baseUrl = restUrl;
    return client;
  };
  return {
    ...{ standIn, clock, product, answers, heard, clientWith, client: clientWith(authToken) },
    told: (...names) =>
      heard.map(({ path, fields }) => [path, ...names.map((name) => value(fields, name) ?? '-')].join(' ')),
    at: (ms, work) =>
      new Promise((resolve, reject) => {
        clock.at(startAt + ms, () => void clock.during(Promise.resolve().then(work)).then(resolve, reject));
      }),
    async close() {
      standIn.stop();
      for (const server of [product, rest]) {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      }
    },
  };
}
