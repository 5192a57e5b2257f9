import { afterAll, beforeAll, expect, it } from "vitest"
import { testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import { tokensAt } from "#tests/support/token-store.ts"
import { sealWith } from "#web/db/seal.ts"
import { shopDirectory } from "#web/db/shop-directory.ts"
import { tokenStore } from "#web/db/token-store.ts"

let test: TestDatabase

beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test.close())

it("more refreshes at once than there are connections wait for each other, and all get the token", async () => {
  const shop = await testBrand(test)
  const shops = shopDirectory(test.db.drain)
  const tokens = tokenStore({ db: test.db, shops, seal: sealWith(Buffer.alloc(32, 7)) })
  let inside = 0
  const refresh = () =>
    tokens.withLock(shop.domain, async () => {
      expect(++inside).toBe(1)
      await tokens.save(shop.domain, tokensAt(new Date()))
      const held = await tokens.load(shop.domain)
      inside--
      return held?.accessToken
    })
  const all = await Promise.all(Array.from({ length: 40 }, refresh))
  expect(new Set(all)).toEqual(new Set(["shpat_first"]))
}, 10_000)
