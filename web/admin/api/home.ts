import type { Program, ShopFacts } from "./program.ts"

export type HomeData = {
  shop: ShopFacts
  program: Pick<Program, "live" | "differs"> & {
    draft: Pick<Program["draft"], "editedAt" | "settings">
  }
  figures: {
    members: number
    pointsOutstanding: number
    ordersThatEarned: number
    redemptions: number
  }
  setAsideCount: number
}

export const homeQuery = `query Home {
  shop { name currency timeZone currencies }
  program {
    live { version settings publishedAt }
    differs
    draft { editedAt settings }
  }
  figures { members pointsOutstanding ordersThatEarned redemptions }
  setAsideCount
}`
