/** A page of a list; `endCursor` null: it is the last. */
export type Page<Row> = { nodes: Row[]; endCursor: string | null }

/** What every screen needs of the shop, asked for beside the screen's own data. */
export type ShopFormat = { currency: string; timeZone: string }
