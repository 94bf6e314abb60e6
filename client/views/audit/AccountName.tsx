// An account as people read it; where the line is too short it breaks behind the "@".
export function AccountName({ account }: { account: string }) {
  const [name, domain] = account.split('@');
  if (domain === undefined) return account;
  return (
    <>
      {name}@<wbr />
      {domain}
    </>
  );
}
