// The steps of an import: a file is read here, checked by the server, and only then taken over.
import { useState } from 'react';
import type { ImportReportView } from '../../../server/contract/directory.js';
import { importDirectory } from '../../api/directory.js';
import { type Action, useAction } from '../../state/useAction.js';
import { asBase64 } from './asBase64.js';

/** The contract's mostFileBytes; its value would bring the schemas into the page. */
const mostBytes = 2_000_000;

export type FileProblem = 'tooLarge' | 'notRead' | 'oneFile';

export type ImportState =
  | { step: 'file'; problem: FileProblem | null }
  | { step: 'checking' | 'importing'; name: string; report: ImportReportView | null }
  | { step: 'checked' | 'done'; name: string; file: string; report: ImportReportView };

export interface Importing {
  state: ImportState;
  action: Action;
  choose: (files: FileList | null) => Promise<void>;
  checkAgain: () => Promise<void>;
  take: (reason: string) => Promise<boolean>;
  startOver: () => void;
}

export function useImport(): Importing {
  const action = useAction();
  const [state, setState] = useState<ImportState>({ step: 'file', problem: null });
  const startOver = (problem: FileProblem | null = null) => {
    action.clear();
    setState({ step: 'file', problem });
  };
  const check = async (name: string, file: string) => {
    setState({ step: 'checking', name, report: null });
    const answer = await action.run(() => importDirectory({ file, dryRun: true }));
    setState(answer ? { step: 'checked', name, file, report: answer.body } : { step: 'file', problem: null });
  };
  return {
    state,
    action,
    startOver: () => startOver(),
    async choose(files) {
      const file = files?.[0];
      if (!file) return;
      if (files.length > 1) return startOver('oneFile');
      if (file.size > mostBytes) return startOver('tooLarge');
      const content = await asBase64(file);
      if (content === null) return startOver('notRead');
      await check(file.name, content);
    },
    async checkAgain() {
      if (state.step === 'checked') await check(state.name, state.file);
    },
    async take(reason) {
      if (state.step !== 'checked') return false;
      const { name, file, report } = state;
      setState({ step: 'importing', name, report });
      const asked = { file, dryRun: false, revision: report.revision, reason };
      const answer = await action.run(() => importDirectory(asked));
      if (!answer) {
        setState({ step: 'checked', name, file, report });
        return false;
      }
      // Problems that came up only now, such as another import in between, are shown as those of a check.
      const isTaken = answer.body.problemCount === 0;
      setState({ step: isTaken ? 'done' : 'checked', name, file, report: answer.body });
      return isTaken;
    },
  };
}
