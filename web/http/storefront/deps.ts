import type { Database } from "#web/db/database.ts"
import type { LiveProgramCache } from "#web/db/program-live.ts"
import type { RewardCache } from "#web/db/rewards-live.ts"
import type { Seal } from "#web/db/seal.ts"
import type { ShopDirectory } from "#web/db/shop-directory.ts"
import type { ClaimDeps } from "#web/flows/claim-points.ts"
import type { Shopper, ShopperBalance } from "#web/ledger/read-shoppers.ts"
import type { Platform, Shop } from "#web/platforms/platform.ts"

export type StorefrontDeps = {
  db: Database
  seal: Seal
  secrets: readonly string[]
  shops: ShopDirectory
  programs: LiveProgramCache
  rewards: RewardCache
  readShopper: (shopper: Shopper) => Promise<ShopperBalance | null>
  platformFor: (shop: Shop) => Platform
  mail: ClaimDeps["mail"]
  onFailure: (error: unknown) => void
  now: () => Date
}
