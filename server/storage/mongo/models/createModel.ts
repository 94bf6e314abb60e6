// One mongoose model per declared collection: strict, with the declared fields and indexes, made on its own connection.
import { type Connection, type Model, Schema, type SchemaDefinition } from 'mongoose';
import { z } from 'zod';
import type { DeclaredCollection, DeclaredIndex } from '../../declarations.js';

/** A document as MongoDB holds it: our id as `_id`, our stamps beside our fields. */
export interface StoredShape extends Record<string, unknown> {
  _id: string;
  revision: number;
  /** By the database's clock. */
  changedAt: Date;
  /** When it disappears; absent for never. */
  goneAt?: Date;
}

export type StoredModel = Model<StoredShape>;

/** Fields of an object schema; undefined where the schema leaves them open. */
function fieldsOf(schema: unknown): Record<string, unknown> | undefined {
  if (schema instanceof z.ZodObject) return schema.shape;
  if (!(schema instanceof z.ZodUnion)) return undefined;
  const shapes = schema.options.map(fieldsOf);
  // A field that two variants type differently stays open.
  return shapes.every((shape) => shape !== undefined)
    ? Object.fromEntries(shapes.flatMap((shape) => Object.keys(shape)).map((field) => [field, undefined]))
    : undefined;
}

function typeOf(schema: unknown): typeof String | typeof Number | typeof Boolean | typeof Schema.Types.Mixed {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return typeOf(schema.unwrap());
  if (schema instanceof z.ZodString) return String;
  if (schema instanceof z.ZodNumber) return Number;
  if (schema instanceof z.ZodBoolean) return Boolean;
  return Schema.Types.Mixed;
}

export function fieldName(field: string): string {
  return field === 'id' ? '_id' : field;
}

/** MongoDB's spelling of the index key. */
export function keyPattern({ fields }: DeclaredIndex, direction: 1 | -1 = 1): Record<string, 1 | -1> {
  return Object.fromEntries(fields.map((field) => [fieldName(field), direction]));
}

/** Answers what changed from the index alone: no document is touched. */
export const changeIndex = 'changedAt';
export const changeKey = { changedAt: 1, _id: 1, revision: 1 } as const;

export function createModel(connection: Connection, collection: DeclaredCollection): StoredModel {
  const fields = fieldsOf(collection.schema);
  const definition: SchemaDefinition = {};
  for (const [field, type] of Object.entries(fields ?? {})) {
    if (field !== 'id') definition[field] = { type: typeOf(type) };
  }
  const schema = new Schema(
    { ...definition, _id: { type: String, required: true }, revision: Number, changedAt: Date, goneAt: Date },
    {
      collection: collection.name,
      strict: fields !== undefined,
      versionKey: false,
      id: false,
      minimize: false,
      autoIndex: false,
      autoCreate: false,
    },
  );
  for (const index of collection.indexes.values()) {
    // MongoDB has an index on the id of its own.
    if (index.fields.join() === 'id') continue;
    schema.index(keyPattern(index), { name: index.name, unique: index.unique });
  }
  if (collection.tracked) schema.index(changeKey, { name: changeIndex });
  if (collection.expiring.length > 0) schema.index({ goneAt: 1 }, { name: 'goneAt', expireAfterSeconds: 0 });
  return connection.model(collection.name, schema) as unknown as StoredModel;
}
