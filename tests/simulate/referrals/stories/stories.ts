import { boughtAccounts } from "./bought-accounts.ts"
import { couponFlood } from "./coupon-flood.ts"
import { deviceFarm } from "./device-farm.ts"
import { dormitory } from "./dormitory.ts"
import { emailSeries } from "./email-series.ts"
import { family } from "./family.ts"
import { gift } from "./gift.ts"
import { honestRefund } from "./honest-refund.ts"
import { influencer } from "./influencer.ts"
import { office } from "./office.ts"
import { quickOrder } from "./quick-order.ts"
import { refundFarmer } from "./refund-farmer.ts"
import { ringOfThree } from "./ring-of-three.ts"
import { sameSurname } from "./same-surname.ts"
import { selfAlias } from "./self-alias.ts"
import { sharedTablet } from "./shared-tablet.ts"
import { single } from "./single.ts"
import { slowDrip } from "./slow-drip.ts"
import type { Story } from "./story.ts"

/** Honest, and yet they share things. */
export const oddities: readonly Story[] = [
  family,
  office,
  dormitory,
  gift,
  sharedTablet,
  influencer,
  honestRefund,
  quickOrder,
  sameSurname,
]

export const frauds: readonly Story[] = [
  selfAlias,
  deviceFarm,
  emailSeries,
  refundFarmer,
  ringOfThree,
  couponFlood,
]

/** Strategies kept out of every shop that a score is tuned or judged on. */
export const unseen: readonly Story[] = [slowDrip, boughtAccounts]

/** What most referrals are; told last, since other stories bring a few of these too. */
export const ordinary: Story = single
