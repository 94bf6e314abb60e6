// The optional second factor of an account: offered, confirmed by a first code, asked for at sign-in, and taken away again.
import type { Trail } from '../audit/trail.js';
import type { Clock } from '../base/clock.js';
import type { RecoveryCodesView, TotpOfferView } from '../contract/account.js';
import type { Collection } from '../storage/port.js';
import { type Account, accounts as accountCollection, getAccount, putAccount } from './accounts.js';
import type { Outcome } from './outcome.js';
import { personNote } from './personNote.js';
import { hashRecoveryCode, makeRecoveryCodes } from './recoveryCodes.js';
import type { Seal } from './sealedText.js';
import { acceptedStep, appCode, makeTotpSecret, totpUri } from './totp.js';
import type { User } from './users.js';

export type FactorAnswer = 'not set' | 'missing' | 'wrong' | 'code' | 'recovery code';
type Owner = Pick<User, 'id' | 'email'>;

export interface SecondFactor {
  /** What was right is spent by the answer. @param recoveryOnly a code of the app is then not looked at. */
  check(userId: string, given: string | undefined, recoveryOnly?: boolean): Promise<FactorAnswer>;
  /**
   * Replaces an earlier offer. CONFLICT while one is in force: taking that away needs the password, so that a borrowed
   * session cannot put its own in its place.
   */
  offer(owner: Owner, trail: Trail): Promise<Outcome<TotpOfferView>>;
  /** @returns CODE_WRONG unless the code is of the secret offered last. */
  confirm(owner: Owner, code: string, trail: Trail): Promise<Outcome<RecoveryCodesView>>;
  remove(owner: Owner, trail: Trail): Promise<Outcome<undefined>>;
}

export function createSecondFactor(parts: { accounts: Collection<Account>; seal: Seal; clock: Clock }): SecondFactor {
  const { accounts, seal, clock } = parts;

  /** The account as it is once the code is spent; undefined when the code is wrong. */
  function spend(account: Account, given: string): { account: Account; by: 'code' | 'recovery code' } | undefined {
    const { totp, recoveryHashes } = account;
    if (appCode.test(given)) {
      const secret = totp && seal.open(totp.secret);
      const step = secret && acceptedStep(secret, given, clock.now(), totp.lastStep);
      return step ? { account: { ...account, totp: { ...totp, lastStep: step } }, by: 'code' } : undefined;
    }
    const hash = hashRecoveryCode(given);
    if (!recoveryHashes.includes(hash)) return undefined;
    return {
      account: { ...account, recoveryHashes: recoveryHashes.filter((one) => one !== hash) },
      by: 'recovery code',
    };
  }

  async function write(trail: Trail, owner: Owner, task: string, before: Account, after: Account): Promise<boolean> {
    const facts = ({ totp, recoveryHashes }: Account) => ({
      hasTotp: totp !== null,
      recoveryCodes: recoveryHashes.length,
    });
    const note = personNote('change', owner, task, {
      before: facts(before),
      after: facts(after),
      target: { collection: accountCollection.name, id: owner.id, revision: before.revision + 1 },
    });
    return (await trail.change(note, () => putAccount(accounts, after))).ok;
  }

  return {
    async check(userId, given, recoveryOnly = false) {
      for (;;) {
        const account = await getAccount(accounts, userId);
        if (account.totp === null) return 'not set';
        if (given === undefined) return 'missing';
        const spent = spend(account, given);
        if (!spent || (recoveryOnly && spent.by === 'code')) return 'wrong';
        // Losing the race means looking again: the same code may just have been spent by another request.
        if ((await putAccount(accounts, spent.account)).ok) return spent.by;
      }
    },
    async offer(owner, trail) {
      const account = await getAccount(accounts, owner.id);
      if (account.totp !== null) return { ok: false, code: 'CONFLICT' };
      const secret = makeTotpSecret();
      const offered = { ...account, offeredSecret: seal.close(secret) };
      if (!(await write(trail, owner, 'account.totp.offer', account, offered))) return { ok: false, code: 'CONFLICT' };
      return { ok: true, value: { secret, uri: totpUri(secret, owner.email) } };
    },
    async confirm(owner, code, trail) {
      const account = await getAccount(accounts, owner.id);
      const secret = account.offeredSecret === null ? undefined : seal.open(account.offeredSecret);
      const step = secret && acceptedStep(secret, code, clock.now(), 0);
      if (!step || account.offeredSecret === null) return { ok: false, code: 'CODE_WRONG' };
      const { codes, hashes } = makeRecoveryCodes();
      const totp = { secret: account.offeredSecret, lastStep: step };
      const confirmed = { ...account, totp, offeredSecret: null, recoveryHashes: hashes };
      if (!(await write(trail, owner, 'account.totp.confirm', account, confirmed)))
        return { ok: false, code: 'CONFLICT' };
      return { ok: true, value: { recoveryCodes: codes } };
    },
    async remove(owner, trail) {
      const account = await getAccount(accounts, owner.id);
      if (account.totp === null && account.offeredSecret === null) return { ok: true, value: undefined };
      const without = { ...account, totp: null, offeredSecret: null, recoveryHashes: [] };
      if (!(await write(trail, owner, 'account.totp.remove', account, without))) return { ok: false, code: 'CONFLICT' };
      return { ok: true, value: undefined };
    },
  };
}
