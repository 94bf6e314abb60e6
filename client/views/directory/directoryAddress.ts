// Addresses within the directory.
import { withQuery } from '../../api/request.js';

export const directoryAddress = '/directory';
export const importAddress = '/directory?import=file';

export const departmentAddress = (id: string) => withQuery(directoryAddress, { department: id });
