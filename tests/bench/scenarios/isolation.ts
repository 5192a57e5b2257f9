import type { Bed } from "#tests/bench/bed.ts"
import type { Figure } from "#tests/bench/goals.ts"
import { interleave } from "#tests/bench/rounds.ts"
import { statementOf } from "#tests/bench/statement-of.ts"
import { spreadOf } from "#tests/bench/statistics.ts"
import { post } from "#web/ledger/post.ts"
import { shoppersStatement } from "#web/ledger/read-shoppers.ts"

const clients = 8
/** Shoppers whose balances one statement reads: what waits while the last one is under way. */
const together = 32

type Side = "isolated" | "open"
type Pair = Record<Side, { script: string; role?: string }>

/**
 * P9: the product's own statements, under its narrow roles and row-level security, against the same as the tables'
 * owner, whom no policy concerns. The lowest counts.
 */
export async function isolation(bed: Bed): Promise<Figure[]> {
  const pairs: Record<string, Pair> = {
    "one balance read": await reads(bed, 1),
    [`${together} balances read at once`]: await reads(bed, together),
    "points posted, in the brand": await posts(bed, "regulars_app"),
    "points posted, by the drain": await posts(bed, "regulars_drain"),
  }
  const url = { isolated: bed.database.url, open: bed.database.ownerUrl }
  const cases = Object.entries(pairs).flatMap(([name, pair]) =>
    (["isolated", "open"] as const).map((side) => {
      const load = { ...pair[side], url: url[side], clients, seconds: bed.options.seconds }
      return [`${name} ${side}`, () => bed.sql.run(load)] as const
    }),
  )
  const rounds = await interleave(bed.options.rounds, Object.fromEntries(cases))

  const spreads = Object.keys(pairs).map((name) => ({
    name,
    spread: spreadOf(rounds.map((round) => round[`${name} isolated`]! / round[`${name} open`]!)),
  }))
  const lowest = spreads.toSorted((a, b) => a.spread.median - b.spread.median)[0]!
  const details = spreads.map(
    ({ name, spread: { median, p10, p90 } }) =>
      `${name}: ${median.toFixed(2)} (${p10.toFixed(2)} - ${p90.toFixed(2)})`,
  )
  return [{ goal: "P9", spread: lowest.spread, details, problems: [] }]
}

/** The product's read of `count` shoppers, a random customer of each shop. */
async function reads({ shops }: Bed, count: number): Promise<Pair> {
  const picked = Array.from({ length: count }, (_, index) => shops[(index * index) % shops.length]!)
  const shoppers = picked.map(({ shop: { brandId, shopId } }, index) => ({
    brandId,
    shopId,
    customerId: String(777_000_001 + index),
  }))
  const statement = await statementOf(async (tx) => tx.query(shoppersStatement(shoppers)))
  const customers = `'{${shoppers.map(({ customerId }) => customerId).join(",")}}'`
  const variables = `array[${picked.map((_, index) => `:c${index}`).join(", ")}]`
  const sets = picked.map(
    ({ firstCustomer, customers }, index) =>
      `\\set c${index} random(${firstCustomer}, ${firstCustomer + customers - 1})`,
  )
  const script = [...sets, `${statement.replace(customers, variables)};`, ""].join("\n")
  return { isolated: { script, role: "regulars_reader" }, open: { script } }
}

/** The ledger's statement for one order of a random member. */
async function posts({ shops, owner }: Bed, role: string): Promise<Pair> {
  const { brandId, shopId } = shops[0]!.shop
  const { rows } = await owner.query(
    "select min(member_id)::int as first, max(member_id)::int as last from members where brand_id = $1",
    [brandId],
  )
  const member = 777_000_001
  const order = 777_000_002
  const at = new Date("2026-03-01T12:00:00Z")
  const statement = await statementOf((tx) =>
    post(
      tx,
      [
        {
          brandId,
          memberId: String(member),
          source: "claim",
          shopId,
          sourceId: String(order),
          revision: 1,
          points: 40,
          kind: "points-claimed",
          occurredAt: at,
          expiresAt: null,
        },
      ],
      [{ brandId, memberId: String(member), earnedPoints: 40, spendMinor: 4000, orderCount: 1 }],
      at,
    ),
  )
  const script = [
    `\\set member random(${rows[0].first}, ${rows[0].last})`,
    "\\set source random(1, 9000000000000000)",
    `${statement.replaceAll(String(member), ":member").replaceAll(String(order), ":source")};`,
    "",
  ].join("\n")
  const brand = role === "regulars_app" ? ` -c regulars.brand=${brandId}` : ""
  return { isolated: { script, role: `${role}${brand}` }, open: { script } }
}
