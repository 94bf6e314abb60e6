// The televisions on the walls: made by a link that is shown once, and revoked when a screen is taken down.
import { useState } from 'react';
import type { LinkView } from '../../../server/contract/link.js';
import { readLinks, revokeLink } from '../../api/links.js';
import { useCan, useDesk } from '../../state/deskContext.js';
import { useLoaded } from '../../state/useLoaded.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { ConfirmDialog } from '../shared/ConfirmDialog.js';
import { Empty } from '../shared/Empty.js';
import { Loading } from '../shared/Loading.js';
import { PageHead } from '../shared/PageHead.js';
import { Refused } from '../shared/Refused.js';
import { Table } from '../shared/Table.js';
import { AddLinkDialog } from './AddLinkDialog.js';
import { useLinkColumns } from './useLinkColumns.js';

export function LinksPage() {
  const { t } = useDeskWords();
  const { say } = useDesk();
  const mayChange = useCan('links.change');
  const links = useLoaded(readLinks);
  const [isAdding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<LinkView | null>(null);
  const columns = useLinkColumns(mayChange ? setRevoking : null);
  const list = () => {
    if (!links.value) return links.refusal ? <Refused refusal={links.refusal} onRetry={links.reload} /> : <Loading />;
    const { items } = links.value;
    if (items.length === 0) return <Empty text={t('links.empty')} next={t('links.emptyNext')} />;
    return (
      <Table
        caption={t('shell.screen.links')}
        columns={columns}
        rows={items}
        rowKey={({ id }) => id}
        rowTestId="link-row"
      />
    );
  };
  return (
    <>
      <PageHead title={t('shell.screen.links')} lead={t('links.lead')}>
        {mayChange ? (
          <button type="button" className="button primary" onClick={() => setAdding(true)}>
            {t('links.add')}
          </button>
        ) : null}
      </PageHead>
      {list()}
      {isAdding ? <AddLinkDialog onClose={() => setAdding(false)} onAdded={links.reload} /> : null}
      {revoking ? (
        <ConfirmDialog
          title={t('links.revokeTitle', { name: revoking.name })}
          lead={t('links.revokeLead')}
          submit={t('links.revoke')}
          change={() => revokeLink(revoking.id)}
          onDone={() => {
            links.set({ items: (links.value?.items ?? []).filter(({ id }) => id !== revoking.id) });
            say(t('links.revoked', { name: revoking.name }));
          }}
          onClose={() => setRevoking(null)}
        />
      ) : null}
    </>
  );
}
