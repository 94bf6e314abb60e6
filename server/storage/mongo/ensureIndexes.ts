// Makes the indexes in the database those that are declared; indexes somebody else added are left alone.
import { StorageError } from '../port.js';
import { databaseFailure, serverErrorCode } from './databaseFailure.js';
import type { StoredModel } from './models/createModel.js';

const namespaceNotFound = 26;
const duplicateKey = 11000;

async function existingIndexes(model: StoredModel) {
  try {
    return await model.collection.indexes();
  } catch (error) {
    if (serverErrorCode(error) === namespaceNotFound) return [];
    throw error;
  }
}

/** @throws StorageError 'no-index' when stored documents contradict a unique index, 'unavailable' otherwise. */
export async function ensureIndexes(model: StoredModel): Promise<void> {
  try {
    const wanted = model.schema.indexes().map(([key, options]) => ({
      name: String(options['name']),
      key: JSON.stringify(key),
      unique: options.unique === true,
    }));
    for (const { name = '', key, unique = false } of await existingIndexes(model)) {
      const spelled = JSON.stringify(key);
      const twin = wanted.find((index) => index.name === name || index.key === spelled);
      // MongoDB refuses a second index with the same name or the same key.
      if (twin && (twin.name !== name || twin.key !== spelled || twin.unique !== unique)) {
        await model.collection.dropIndex(name);
      }
    }
    await model.createIndexes();
  } catch (error) {
    if (serverErrorCode(error) === duplicateKey) {
      const message = `A unique index of ${model.collection.name} cannot be made: stored documents share a value.`;
      throw new StorageError('no-index', message, { cause: error });
    }
    throw databaseFailure(error);
  }
}
