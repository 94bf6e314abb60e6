// 조직과 전화: bureaus, departments and teams; the department that is chosen; and the import of a whole file.
import { useAddress } from '../../address/address.js';
import { readDirectory } from '../../api/directory.js';
import { useCan } from '../../state/deskContext.js';
import { useLoaded } from '../../state/useLoaded.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Empty } from '../shared/Empty.js';
import { Link } from '../shared/Link.js';
import { Loading } from '../shared/Loading.js';
import { PageHead } from '../shared/PageHead.js';
import { Refused } from '../shared/Refused.js';
import { DepartmentTree } from './DepartmentTree.js';
import { DepartmentView } from './DepartmentView.js';
import { importAddress } from './directoryAddress.js';
import { ImportView } from './ImportView.js';
import '../../styles/desk/directory.css';
import '../../styles/desk/paper.css';

export function DirectoryPage() {
  const { t, format } = useDeskWords();
  const { query } = useAddress();
  const mayChange = useCan('directory.change');
  const { value: tree, refusal, reload } = useLoaded(readDirectory);
  if (mayChange && query.has('import')) return <ImportView onImported={reload} />;
  const chosen = query.get('department');
  const isEmpty = tree?.bureaus.length === 0;
  return (
    <>
      <PageHead title={t('directory.title')} lead={t('directory.lead')}>
        {mayChange ? (
          <Link to={importAddress} className="button">
            {t('directory.import.open')}
          </Link>
        ) : null}
      </PageHead>
      {tree ? null : refusal ? <Refused refusal={refusal} onRetry={reload} /> : <Loading />}
      {isEmpty ? (
        <Empty text={t('directory.empty')} next={t(mayChange ? 'directory.emptyNext' : 'directory.emptyOther')} />
      ) : null}
      {tree && !isEmpty ? (
        <div className="directory" data-chosen={chosen !== null}>
          <DepartmentTree tree={tree} chosen={chosen} />
          <div className="directory-main">
            {chosen === null ? (
              <p className="directory-choose">
                {t('directory.choose')}{' '}
                <span className="quiet">
                  {t('directory.counts', {
                    officials: format.count(tree.officials),
                    lines: format.count(tree.lines),
                  })}
                </span>
              </p>
            ) : (
              <DepartmentView key={chosen} id={chosen} onChanged={reload} />
            )}
          </div>
        </div>
      ) : null}
    </>
  );
}
