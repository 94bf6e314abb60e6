// What somebody may see: role, departments of a supervisor, and the official who they are. Shared by adding and changing.
import { type ReactNode, useState } from 'react';
import type { NewPerson } from '../../../server/contract/person.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { DepartmentPicker } from '../shared/DepartmentPicker.js';
import { SelectField } from '../shared/SelectField.js';
import { OfficialField } from './OfficialField.js';
import { asPersonRole, personRoles } from './personRoles.js';

type Place = Pick<NewPerson, 'role' | 'departmentIds' | 'officialId'>;

export interface PlaceFields {
  fields: ReactNode;
  /** null when something is missing; the field then says so. */
  read: () => Place | null;
}

export function usePlaceFields(start: Place): PlaceFields {
  const { t } = useDeskWords();
  const [place, setPlace] = useState(start);
  const [isMissing, setMissing] = useState(false);
  const { role, departmentIds, officialId } = place;
  const isConfined = role === 'supervisor';
  const isMissingNow = isMissing && isConfined && departmentIds?.length === 0;
  return {
    read() {
      if (isConfined && departmentIds?.length === 0) {
        setMissing(true);
        return null;
      }
      return { role, departmentIds: isConfined ? departmentIds : null, officialId };
    },
    fields: (
      <>
        <SelectField
          label={t('people.role')}
          hint={t(`people.roleHint.${role}`)}
          value={role}
          onChange={(event) => setPlace({ ...place, role: asPersonRole(event.target.value) ?? role })}
          choices={personRoles.map((value) => ({ value, label: t(`shell.role.${value}`) }))}
        />
        {isConfined ? (
          <DepartmentPicker
            legend={t('people.departments')}
            value={departmentIds}
            onChange={(value) => setPlace({ ...place, departmentIds: value })}
            problem={isMissingNow ? t('people.departmentsMissing') : null}
          />
        ) : null}
        {/* Own results are an official's; another role keeps the tie only where there is one already. */}
        {role === 'official' || officialId !== null ? (
          <OfficialField value={officialId} onChange={(value) => setPlace({ ...place, officialId: value })} />
        ) : null}
      </>
    ),
  };
}
