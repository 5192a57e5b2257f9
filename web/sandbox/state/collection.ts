import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite"

/** Values by which documents of a kind are found; each is an indexed column. */
export type Keys<T> = Record<string, (document: T) => string | number | null>

export type PageOptions = {
  /** Equality on one key. */
  where?: { key: string; value: string | number }
  /** Half-open range on one key. */
  range?: { key: string; from?: string | number | null; before?: string | number | null }
  /** The key to sort by; the id breaks ties and is the default. */
  orderBy?: string
  reverse?: boolean
  after?: { value: string | number | null; id: string }
  limit: number
}

/** Documents of one kind in one shop. */
export type Collection<T extends { id: string }> = {
  get(id: string): T | null
  /** Inserts or replaces. */
  put(document: T): T
  delete(id: string): boolean
  findOne(key: string, value: string | number): T | null
  find(key: string, value: string | number, limit?: number): T[]
  page(options: PageOptions): T[]
  count(where?: { key: string; value: string | number }): number
  all(): T[]
}

/** Numeric ids are padded in the table so that text order is their order. */
export function sortableId(id: string): string {
  return /^\d+$/.test(id) ? id.padStart(20, "0") : id
}

export function createTable<T>(db: DatabaseSync, table: string, keys: Keys<T>): void {
  const names = Object.keys(keys)
  const columns = names.map((name) => `, "${name}"`).join("")
  db.exec(
    `CREATE TABLE IF NOT EXISTS ${table} (shop TEXT NOT NULL, id TEXT NOT NULL, doc TEXT NOT NULL` +
      `${columns}, PRIMARY KEY (shop, id))`,
  )
  for (const name of names) {
    db.exec(
      `CREATE INDEX IF NOT EXISTS ${table}_${name} ON ${table} (shop, "${name}", id)` +
        ` WHERE "${name}" IS NOT NULL`,
    )
  }
}

/** The collection of `table` for one shop; `statements` caches what was prepared, across shops. */
export function collectionOf<T extends { id: string }>(
  db: DatabaseSync,
  statements: Map<string, StatementSync>,
  table: string,
  keys: Keys<T>,
  shop: string,
): Collection<T> {
  const names = Object.keys(keys)
  const insert =
    `INSERT OR REPLACE INTO ${table} (shop, id, doc${names.map((n) => `, "${n}"`).join("")})` +
    ` VALUES (?, ?, ?${", ?".repeat(names.length)})`
  const run = (sql: string, ...values: SQLInputValue[]) =>
    prepared(db, statements, sql).run(...values)
  return {
    ...readsOf<T>(db, statements, table, names, shop),
    put(document) {
      const values = names.map((name) => keys[name]!(document))
      run(insert, shop, sortableId(document.id), JSON.stringify(document), ...values)
      return document
    },
    delete: (id) =>
      run(`DELETE FROM ${table} WHERE shop = ? AND id = ?`, shop, sortableId(id)).changes > 0,
  }
}

type Reads<T extends { id: string }> = Omit<Collection<T>, "put" | "delete">

function readsOf<T extends { id: string }>(
  db: DatabaseSync,
  statements: Map<string, StatementSync>,
  table: string,
  names: string[],
  shop: string,
): Reads<T> {
  const from = `FROM ${table} WHERE shop = ?`
  const rows = (sql: string, ...values: SQLInputValue[]): T[] =>
    prepared(db, statements, sql)
      .all(shop, ...values)
      .map((row) => JSON.parse(row.doc as string) as T)
  const checked = (key: string): string => {
    if (!names.includes(key)) throw new Error(`${table} cannot be found by ${key}`)
    return `"${key}"`
  }
  return {
    get: (id) => rows(`SELECT doc ${from} AND id = ?`, sortableId(id))[0] ?? null,
    findOne: (key, value) =>
      rows(`SELECT doc ${from} AND ${checked(key)} = ? LIMIT 1`, value)[0] ?? null,
    find: (key, value, limit = -1) =>
      rows(`SELECT doc ${from} AND ${checked(key)} = ? ORDER BY id LIMIT ?`, value, limit),
    page(options) {
      const { sql, values } = pageQuery(table, checked, options)
      return rows(sql, ...values)
    },
    count(where) {
      const sql = `SELECT count(*) AS n ${from}${where ? ` AND ${checked(where.key)} = ?` : ""}`
      const row = prepared(db, statements, sql).get(shop, ...(where ? [where.value] : []))
      return Number(row?.n ?? 0)
    },
    all: () => rows(`SELECT doc ${from} ORDER BY id`),
  }
}

function prepared(
  db: DatabaseSync,
  statements: Map<string, StatementSync>,
  sql: string,
): StatementSync {
  const known = statements.get(sql) ?? db.prepare(sql)
  statements.set(sql, known)
  return known
}

function pageQuery(
  table: string,
  checked: (key: string) => string,
  options: PageOptions,
): { sql: string; values: SQLInputValue[] } {
  const order = options.orderBy ? checked(options.orderBy) : null
  const direction = options.reverse ? "DESC" : "ASC"
  const beyond = options.reverse ? "<" : ">"
  const parts = ["shop = ?"]
  const values: SQLInputValue[] = []
  const add = (part: string, ...more: SQLInputValue[]) => {
    parts.push(part)
    values.push(...more)
  }
  if (options.where) add(`${checked(options.where.key)} = ?`, options.where.value)
  if (options.range?.from != null) add(`${checked(options.range.key)} >= ?`, options.range.from)
  if (options.range?.before != null) add(`${checked(options.range.key)} < ?`, options.range.before)
  // Named so that the partial index on the sorted column can serve the order.
  if (order) add(`${order} IS NOT NULL`)
  if (options.after) {
    const id = sortableId(options.after.id)
    if (order) add(`(${order}, id) ${beyond} (?, ?)`, options.after.value, id)
    else add(`id ${beyond} ?`, id)
  }
  values.push(options.limit)
  const by = order ? `${order} ${direction}, id ${direction}` : `id ${direction}`
  const where = parts.join(" AND ")
  return { sql: `SELECT doc FROM ${table} WHERE ${where} ORDER BY ${by} LIMIT ?`, values }
}
