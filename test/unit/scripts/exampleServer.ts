// The example product behind real HTTP: keeps what it was sent, and can be told to fail.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Fields } from '../../../scripts/simulate/requestFields.js';
import { answerAsProduct, base } from './exampleProduct.js';

export interface Received {
  /** As the product would build it for checking signatures. */
  url: string;
  headers: IncomingHttpHeaders;
  fields: Fields;
}

export interface ExampleServer {
  target: string;
  received: Received[];
  /** May answer with a status of its own; `attempt` counts the deliveries with the same token, from 0. */
  refuse: (request: Received, attempt: number) => number | undefined;
  close(): Promise<void>;
}

export async function startExampleServer(): Promise<ExampleServer> {
  const received: Received[] = [];
  const app = express();
  app.use(express.text({ type: 'application/x-www-form-urlencoded' }));
  app.post('/voice/*path', (request, response) => {
    const fields: Fields = [...new URLSearchParams(String(request.body))];
    const url = `${base}${request.originalUrl}`;
    const token = request.headers['i-twilio-idempotency-token'];
    const attempt = received.filter(({ headers }) => headers['i-twilio-idempotency-token'] === token).length;
    const one = { url, headers: request.headers, fields };
    received.push(one);
    const refusal = example.refuse(one, attempt);
    if (refusal !== undefined) response.sendStatus(refusal);
    else if (request.path === '/voice/status') response.sendStatus(204);
    else response.type('text/xml').send(answerAsProduct({ url, fields }));
  });
  const server = createServer(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const example: ExampleServer = {
    target: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    refuse: () => undefined,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return example;
}
