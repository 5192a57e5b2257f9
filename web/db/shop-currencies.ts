import type { Tx } from "./database.ts"

/** The currencies of the brand's installed shops, each once. */
export async function installedCurrencies(tx: Tx, brandId: number): Promise<string[]> {
  const { rows } = await tx.query<{ currency: string }>({
    name: "shops-currencies",
    text: `select currency from shops where brand_id = $1 and uninstalled_at is null
      group by currency order by min(shop_id)`,
    values: [brandId],
  })
  return rows.map((row) => row.currency)
}
