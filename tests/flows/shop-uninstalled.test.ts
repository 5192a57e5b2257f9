import { afterAll, beforeAll, expect, it } from "vitest"
import { type ShopWorld, shopWorld } from "#tests/support/shop-world.ts"
import { shopUninstalled } from "#web/flows/shop-uninstalled.ts"

const platformShopId = "4242"
let world: ShopWorld
beforeAll(async () => {
  world = await shopWorld()
  await world.owner.query(
    "update shops set platform_shop_id = $1, access_token_sealed = 'sealed'",
    [platformShopId],
  )
})
afterAll(() => world.close())

it("word of an uninstall that comes after the merchant installed again changes nothing", async () => {
  expect(await shopUninstalled(world.deps, world.shop, platformShopId)).toBe(false)
  expect(await installed()).toEqual({ installed: true, has_token: true })
})

it("a shop that took us off is believed when our token works no more, and its tokens are forgotten", async () => {
  await world.sandbox.control("/app/uninstall", {})
  expect(await shopUninstalled(world.deps, world.shop, "1")).toBe(false)
  expect(await shopUninstalled(world.deps, world.shop, platformShopId)).toBe(true)
  expect(await installed()).toEqual({ installed: false, has_token: false })
})

async function installed() {
  const { rows } = await world.owner.query(
    "select installed, access_token_sealed is not null as has_token from shop_directory join shops using (shop_id)",
  )
  return rows[0]
}
