// Catches a screen whose file is no longer there because a newer version was installed meanwhile: loading anew helps.
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export class LoadBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? <Reload /> : this.props.children;
  }
}

function Reload() {
  const { t } = useTranslation();
  return (
    <div className="refused" role="alert">
      <p>{t('frame.stale')}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {t('frame.reload')}
      </button>
    </div>
  );
}
