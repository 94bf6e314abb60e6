// Who people are and what they may do, by name: the words that server and browser share. The table itself is identity/roles.ts.
import { z } from 'zod';

/** 시스템 관리자, 감사 담당자, 팀장, 모니터요원, 직원, and a television on the wall. */
export const roles = ['admin', 'auditor', 'supervisor', 'shopper', 'official', 'tv'] as const;
export type Role = (typeof roles)[number];
export const roleSchema = z.enum(roles);

export const abilities = [
  'session.own',
  'account.own',
  'board.view',
  'calls.view',
  'calls.raw',
  'calls.unmask',
  'calls.transfer',
  'calls.end',
  'people.view',
  'people.change',
  'sessions.view',
  'sessions.end',
  'links.view',
  'links.change',
  'directory.view',
  'directory.change',
  'audit.view',
  'audit.export',
  'audit.review',
  'reconcile.view',
  'reconcile.run',
] as const;
export type Ability = (typeof abilities)[number];
