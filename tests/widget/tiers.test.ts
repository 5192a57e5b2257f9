// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import type { Member } from "#web/widget/api.ts"
import { openPanel, visit } from "./support/panel.ts"
import { openShop, type Shop } from "./support/shop.ts"
import { member } from "./support/shopper.ts"

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
  visit(shop)
})
afterEach(async () => {
  for (const panel of document.querySelectorAll("loyalty-panel")) panel.remove()
  await shop.close()
})

const soon = { timeout: 5000, interval: 10 }
const silver = { id: "silver", name: "Silver" }
const gold = (missing: NonNullable<Member["nextTier"]>["missing"], match?: "any" | "all") => ({
  ...{ id: "gold", name: "Gold", missing },
  ...(match && { match }),
})

/** What the panel says of a member's tier, in a language. */
async function saidOf(part: Partial<Member>, lang?: string) {
  shop.state.member = member(part)
  const panel = await openPanel(shop, lang)
  await vi.waitFor(() => expect(panel.dialog.querySelector(".total")).not.toBeNull(), soon)
  const said = panel.dialog.querySelector(".tier") && panel.textOf(".tier")
  panel.host.remove()
  return said
}

describe("a member reads under the balance", () => {
  test("their tier, and how far the next one is", async () => {
    const said = await saidOf({ tier: silver, nextTier: gold({ points: 80 }) })
    expect(said).toBe("Silver · 80 points to Gold")
  })

  test("how far the first tier is, before they have one", async () => {
    const nextTier = { ...silver, missing: { points: 1 } }
    expect(await saidOf({ tier: null, nextTier })).toBe("1 point to Silver")
  })

  test("the highest tier's name alone", async () => {
    const highest = { id: "gold", name: "Gold" }
    expect(await saidOf({ tier: highest, nextTier: null })).toBe("Gold")
  })

  test("nothing where the programme has no tiers", async () => {
    expect(await saidOf({ tier: null, nextTier: null })).toBeNull()
  })

  test("what is left to spend and to order, where tiers go by that", async () => {
    const spend = await saidOf({ nextTier: gold({ spendMinor: 5800 }) })
    expect(spend).toBe("$58 to Gold")
    expect(await saidOf({ nextTier: gold({ spendMinor: 5850 }) })).toBe("$58.50 to Gold")
    expect(await saidOf({ nextTier: gold({ orders: 3 }) })).toBe("3 orders to Gold")
    expect(await saidOf({ nextTier: gold({ orders: 1 }) })).toBe("1 order to Gold")
  })

  test("all that is left, and whether any of it will do", async () => {
    const missing = { points: 80, spendMinor: 5800, orders: 3 }
    const all = await saidOf({ nextTier: gold(missing, "all") })
    expect(all).toBe("80 points, $58, 3 orders to Gold")
    const any = await saidOf({ nextTier: gold(missing, "any") })
    expect(any).toBe("80 points, $58 or 3 orders to Gold")
  })

  test("a tier's name as text, whatever is in it", async () => {
    const said = await saidOf({ tier: { id: "x", name: "<b>VIP</b>" }, nextTier: null })
    expect(said).toBe("<b>VIP</b>")
  })
})

describe.each([
  ["de", "Silver · Noch 80 Punkte bis Gold", "Noch 1 Bestellung bis Gold"],
  ["fr", "Silver · Encore 80 points pour Gold", "Encore 1 commande pour Gold"],
  ["es", "Silver · 80 puntos más para Gold", "1 pedido más para Gold"],
  ["ar", "Silver · تحتاج إلى 80 نقطة للوصول إلى Gold", "تحتاج إلى 1 طلب للوصول إلى Gold"],
  ["ur", "Silver · Gold کے لیے مزید 80 پوائنٹس درکار", "Gold کے لیے مزید 1 آرڈر درکار"],
  ["te", "Silver · Gold చేరడానికి ఇంకా 80 పాయింట్లు కావాలి", "Gold చేరడానికి ఇంకా 1 ఆర్డర్ కావాలి"],
])("in %s", (lang, points, order) => {
  test("the tier reads as a sentence of the language", async () => {
    expect(await saidOf({ tier: silver, nextTier: gold({ points: 80 }) }, lang)).toBe(points)
    expect(await saidOf({ nextTier: gold({ orders: 1 }) }, lang)).toBe(order)
  })
})

test("orders are counted by each language's own rules", async () => {
  const orders = (count: number, lang: string) =>
    saidOf({ nextTier: gold({ orders: count }) }, lang)
  expect(await orders(3, "ar")).toContain("3 طلبات")
  expect(await orders(11, "ar")).toContain("11 طلبًا")
  expect(await orders(100, "ar")).toContain("100 طلب للوصول")
  expect(await orders(5, "de")).toContain("5 Bestellungen")
  expect(await orders(5, "fr")).toContain("5 commandes")
  expect(await orders(5, "es")).toContain("5 pedidos")
  expect(await orders(5, "ur")).toContain("5 آرڈرز")
  expect(await orders(5, "te")).toContain("5 ఆర్డర్లు")
})
