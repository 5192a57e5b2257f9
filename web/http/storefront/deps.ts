import type { ShopDirectory } from "#web/db/shop-directory.ts"
import type { ClaimDeps } from "#web/flows/claim-points.ts"
import type { RedeemDeps } from "#web/flows/redeem-reward.ts"
import type { ReturnDeps } from "#web/flows/return-redemption.ts"
import type { ShowDeps } from "#web/flows/show-points.ts"

export type StorefrontDeps = ShowDeps &
  RedeemDeps &
  ReturnDeps &
  ClaimDeps & {
    secrets: readonly string[]
    shops: ShopDirectory
    onFailure: (error: unknown) => void
  }
