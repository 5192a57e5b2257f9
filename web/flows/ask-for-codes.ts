import type { Database } from "#web/db/database.ts"
import { enqueue } from "#web/db/enqueue.ts"

/** New rewards need codes: asked for at once, in each of the brand's shops. */
export async function askForCodes(db: Pick<Database, "withBrand">, brandId: number): Promise<void> {
  await db.withBrand(brandId, async (tx) => {
    const { rows } = await tx.query<{ shop_id: number }>({
      name: "shops-of-brand",
      text: "select shop_id from shops where brand_id = $1 and uninstalled_at is null",
      values: [brandId],
    })
    for (const { shop_id: shopId } of rows) {
      await enqueue(tx, {
        name: "refill-code-pool",
        payload: { brandId, shopId },
        key: `refill-code-pool ${shopId}`,
        queue: `codes ${shopId}`,
      })
    }
  })
}
