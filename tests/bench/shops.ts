import type pg from "pg"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import type { Shop } from "#web/core/shop.ts"
import { type LoadShop, zipfShares } from "./load/pick.ts"

export type BenchShop = LoadShop & { shop: Shop }

const shopCount = 100

/** A hundred brands of one shop each, their sales by Zipf's law, with members in proportion and no points yet. */
export async function openShops(owner: pg.Pool, members: number): Promise<BenchShop[]> {
  const shops: BenchShop[] = []
  for (const [index, share] of zipfShares(shopCount).entries()) {
    const domain = `bench-${index}.myshopify.com`
    const shop = await testBrand({ owner }, { domain })
    const program = plainProgram({ points: { lifeMonths: 12, debtLimit: 10_000 } })
    await publishVersion({ owner }, shop.brandId, program, "2026-01-01T00:00:00Z")
    const load = {
      domain,
      share,
      firstCustomer: 7_000_000_000_000 + index * 10_000_000,
      customers: Math.round(share * members),
      rewardId: program.rewards[0]!.id,
    }
    await addMembers(owner, shop, load)
    shops.push({ ...load, shop })
  }
  return shops
}

async function addMembers(owner: pg.Pool, { brandId, shopId }: Shop, load: LoadShop) {
  await owner.query(
    `with made as (
       insert into members (brand_id, state, email, name, locale, joined_at)
       select $1, 'member', 'shopper-' || $3::bigint + n || '@example.com', 'Shopper ' || n, 'en', '2026-01-01'
       from generate_series(0, $4::int - 1) as n
       returning member_id
     ), known as (
       insert into member_identities (brand_id, kind, shop_id, value, member_id)
       select $1, 'customer', $2, ($3::bigint + row_number() over (order by member_id) - 1)::text, member_id from made
     )
     insert into balances (brand_id, member_id) select $1, member_id from made`,
    [brandId, shopId, load.firstCustomer, load.customers],
  )
}

/** Gives every member points to spend, by an entry each, as staff would. */
export async function givePoints(owner: pg.Pool, points: number): Promise<void> {
  await owner.query(
    `insert into entries (brand_id, shop_id, source_id, member_id, points, occurred_at, created_at, source, kind, revision)
     select brand_id, 0, member_id, member_id, $1, '2026-02-01', '2026-02-01', 'adjustment', 'adjusted', 1 from balances`,
    [points],
  )
  await owner.query("update balances set balance = balance + $1", [points])
  await owner.query("vacuum analyze entries, balances")
}
