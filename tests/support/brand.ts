import { randomUUID } from "node:crypto"
import { type ProgramSettings, programSettings } from "#web/core/program.ts"
import type { Shop } from "#web/core/shop.ts"
import type { TestDatabase } from "./database.ts"

/** A programme that gives a point per dollar and sells $5 off for 100 points. */
export function plainProgram(changes: Partial<ProgramSettings> = {}): ProgramSettings {
  return programSettings.parse({
    name: "Rewards",
    earningRules: [
      {
        kind: "order-amount",
        id: "orders",
        rates: [{ currency: "USD", points: 1, perAmountMinor: 100 }],
      },
    ],
    rewards: [
      {
        id: randomUUID(),
        kind: "amount-off",
        name: "$5 off",
        points: 100,
        amounts: [{ currency: "USD", amountMinor: 500, minimumSpendMinor: null }],
        combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true },
      },
    ],
    tiers: [],
    orders: { countTax: false, countShipping: false, countBusiness: false, rounding: "down" },
    points: { lifeMonths: null, debtLimit: 10_000 },
    ...changes,
  })
}

/** A brand with one Shopify shop, written as the owner. */
export async function testBrand(
  { owner }: Pick<TestDatabase, "owner">,
  options: { domain?: string; currency?: string; timeZone?: string } = {},
): Promise<Shop> {
  const domain = options.domain ?? `shop-${randomUUID().slice(0, 8)}.myshopify.com`
  const { currency = "USD", timeZone = "America/New_York" } = options
  const brand = await owner.query(
    "insert into brands (name, currency, created_at) values ($1, $2, '2026-01-01') returning brand_id",
    [domain, currency],
  )
  const brandId: number = brand.rows[0].brand_id
  const shop = await owner.query(
    `insert into shops (brand_id, platform, domain, name, currency, time_zone, installed_at)
     values ($1, 'shopify', $2, $2, $3, $4, '2026-01-01') returning shop_id`,
    [brandId, domain, currency, timeZone],
  )
  const shopId: number = shop.rows[0].shop_id
  await owner.query("insert into shop_directory values ($1, 'shopify', $2, $3, true)", [
    domain,
    brandId,
    shopId,
  ])
  return { brandId, shopId, platform: "shopify", domain, currency, timeZone, locale: "en" }
}

/** Publishes a version of the programme as of an instant. */
export async function publishVersion(
  { owner }: Pick<TestDatabase, "owner">,
  brandId: number,
  settings: ProgramSettings,
  publishedAt: string,
  version = 1,
): Promise<void> {
  await owner.query(
    `insert into programs (brand_id, version, settings, edited_at, published_at, published_by)
     values ($1, $2, $3, $4, $4, 'a test')`,
    [brandId, version, settings, publishedAt],
  )
  for (const reward of settings.rewards) {
    await owner.query(
      `insert into rewards (brand_id, reward_id, revision, settings, created_at)
       values ($1, $2, 1, $3, $4) on conflict do nothing`,
      [brandId, reward.id, reward, publishedAt],
    )
  }
}
