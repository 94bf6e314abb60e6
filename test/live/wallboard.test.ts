// From a signed webhook to every board, through the real server.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import twilio from 'twilio';
import { collections } from '../../server/collections.js';
import { deltaSchema, snapshotSchema } from '../../server/contract/board.js';
import { saveDirectory } from '../../server/directory/saveDirectory.js';
import { type BoardClient, openBoard } from '../support/boardClient.js';
import { type OpenedLane, storeLanes } from '../support/storeLanes.js';
import { publicBaseUrl, startTestServer, type TestServer, twilioAccount } from '../support/testServer.js';

const number = '+82310002001';
const desk = 'sip:2001@desk.hanbit.example';
const root = `CA${'1'.repeat(32)}`;
const leg = `CA${'2'.repeat(32)}`;

describe.each(storeLanes())('the wall $title', (lane) => {
  let opened: OpenedLane;
  let server: TestServer;
  const clients: BoardClient[] = [];
  beforeAll(async () => {
    opened = await lane.open(collections);
    server = await startTestServer({ store: opened.store });
    const { store, directory } = server.parts;
    await saveDirectory(store, {
      departments: ['tax', 'water'].map((id) => ({ id, name: { ko: id, en: id }, bureau: '' })),
      officials: [],
      lines: [
        {
          number,
          departmentId: 'tax',
          officialId: null,
          targets: [{ address: desk, kind: 'sip', departmentId: 'tax', officialId: null }],
        },
      ],
    });
    await directory.refresh();
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    await server.stop();
    await opened.dispose();
  });

  async function board(department?: string): Promise<BoardClient> {
    const client = openBoard(server.base, {
      cookie: await server.signIn(),
      ...(department === undefined ? {} : { department }),
    });
    clients.push(client);
    await client.until(({ snapshots }) => snapshots.length > 0);
    return client;
  }

  async function post(path: string, fields: Record<string, string>): Promise<number> {
    const form = { AccountSid: twilioAccount.sid, From: '+821000000001', Direction: 'inbound', ...fields };
    const signature = twilio.getExpectedTwilioSignature(twilioAccount.token, publicBaseUrl + path, form);
    const response = await request(server.base).post(path).type('form').set('X-Twilio-Signature', signature).send(form);
    return response.status;
  }

  const status = (CallStatus: string, sequence: number) =>
    post(`/voice/status?root=${root}&step=1`, {
      CallSid: leg,
      ParentCallSid: root,
      To: desk,
      Direction: 'outbound-dial',
      CallStatus,
      SequenceNumber: String(sequence),
      Timestamp: new Date().toUTCString().replace('GMT', '+0000'),
    });

  describe('a call on the wall', () => {
    test('rings, is talked and ends on the boards of its city and department, and on no other', async () => {
      const [city, tax, water] = await Promise.all([board(), board('tax'), board('water')]);
      expect(await post('/voice/incoming', { CallSid: root, To: number, CallStatus: 'ringing' })).toBe(200);
      expect(await status('initiated', 0)).toBe(204);
      expect(await status('ringing', 1)).toBe(204);
      for (const client of [city, tax]) {
        const { calls } = await client.until((state) => state.calls.get(root)?.state === 'ringing');
        expect(calls.get(root)).toMatchObject({ departmentId: 'tax', talkingSince: null });
      }
      await status('in-progress', 2);
      for (const client of [city, tax]) await client.until((state) => state.calls.get(root)?.state === 'talking');

      const figures = await city.until((state) => state.metrics?.now.talking === 1);
      expect((await server.get('/api/metrics/live')).body).toEqual(figures.metrics);

      await status('completed', 3);
      expect(
        await post(`/voice/dial-action?root=${root}&step=1`, {
          CallSid: root,
          To: number,
          CallStatus: 'completed',
          DialCallStatus: 'completed',
          DialCallSid: leg,
          DialBridged: 'true',
        }),
      ).toBe(200);
      await post('/voice/status', {
        CallSid: root,
        To: number,
        CallStatus: 'completed',
        SequenceNumber: '0',
        Timestamp: new Date().toUTCString().replace('GMT', '+0000'),
      });
      for (const client of [city, tax]) {
        await client.until((state) => state.calls.size === 0 && state.metrics?.day.answered === 1);
      }
      expect((await server.get('/api/metrics/live')).body).toEqual(city.state.metrics);
      expect((await server.get('/api/metrics/live?department=tax')).body).toEqual(tax.state.metrics);
      expect(water.state.deltas.every(({ calls }) => calls.length === 0)).toBe(true);
      expect(water.state.metrics?.day.offered).toBe(0);
      for (const { state } of [city, tax, water]) {
        expect(state.seqs).toEqual(state.seqs.map((_seq, index) => index + 1));
        for (const message of state.snapshots) snapshotSchema.strict().parse(message);
        for (const message of state.deltas) deltaSchema.strict().parse(message);
      }
    });

    test('signing out is the end of a board’s next connection', async () => {
      const cookie = await server.signIn();
      await request(server.base).delete('/api/session').set('Cookie', cookie).expect(204);
      const client = openBoard(server.base, { cookie });
      clients.push(client);
      const { endings } = await client.until((state) => state.endings.length > 0);
      expect(endings).toEqual(['SIGN_IN_REQUIRED']);
    });

    test('what was taken in and who is watching is counted for machines', async () => {
      await board();
      const { text } = await request(server.base).get('/metrics');
      expect(text).toMatch(/samsamsam_events_total\{kind="voice"\} [1-9]/);
      expect(text).toMatch(/samsamsam_events_total\{kind="status"\} [1-9]/);
      expect(text).toMatch(/samsamsam_event_seconds_count [1-9]/);
      expect(text).toMatch(/samsamsam_board_connections [1-9]/);
    });
  });
});
