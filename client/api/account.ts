// One's own account: password, second factor and sessions.
import type {
  AccountView,
  PasswordChange,
  RecoveryCodesView,
  TotpConfirm,
  TotpOfferView,
  TotpRemove,
} from '../../server/contract/account.js';
import { type Answer, request } from './request.js';

export function readAccount(): Promise<Answer<AccountView>> {
  return request('GET', '/api/account');
}

export function changePassword(change: PasswordChange): Promise<Answer<null>> {
  return request('PUT', '/api/account/password', change);
}

export function offerTotp(): Promise<Answer<TotpOfferView>> {
  return request('POST', '/api/account/totp');
}

export function confirmTotp(confirm: TotpConfirm): Promise<Answer<RecoveryCodesView>> {
  return request('PUT', '/api/account/totp', confirm);
}

export function removeTotp(remove: TotpRemove): Promise<Answer<null>> {
  return request('POST', '/api/account/totp/remove', remove);
}

export function endOwnSession(id: string): Promise<Answer<null>> {
  return request('DELETE', `/api/account/sessions/${encodeURIComponent(id)}`);
}

export function endOtherSessions(): Promise<Answer<null>> {
  return request('DELETE', '/api/account/sessions');
}
