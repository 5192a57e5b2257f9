import { type ComponentType, lazy } from "react"

type ScreenProps = { params: Record<string, string> }

type Route = { pattern: RegExp; load: () => Promise<ComponentType<ScreenProps>> }

/** Every screen, its address and its own piece of script. */
const routes: Route[] = [
  { pattern: /^\/$/, load: async () => (await import("./screens/home/Home.tsx")).Home },
  {
    pattern: /^\/program$/,
    load: async () => (await import("./screens/program/ProgramPage.tsx")).ProgramPage,
  },
  {
    pattern: /^\/tiers$/,
    load: async () => (await import("./screens/tiers/TierList.tsx")).TierList,
  },
  {
    pattern: /^\/tiers\/new$/,
    load: async () => (await import("./screens/tiers/CreateTier.tsx")).CreateTier,
  },
  {
    pattern: /^\/tiers\/(?<id>[\w-]+)$/,
    load: async () => (await import("./screens/tiers/EditTier.tsx")).EditTier,
  },
  {
    pattern: /^\/members$/,
    load: async () => (await import("./screens/members/MemberList.tsx")).MemberList,
  },
  {
    pattern: /^\/members\/(?<id>\d+)$/,
    load: async () => (await import("./screens/member/MemberPage.tsx")).MemberPage,
  },
  {
    pattern: /^\/orders$/,
    load: async () => (await import("./screens/orders/OrderList.tsx")).OrderList,
  },
  {
    pattern: /^\/redemptions$/,
    load: async () => (await import("./screens/redemptions/RedemptionList.tsx")).RedemptionList,
  },
  {
    pattern: /^\/deliveries$/,
    load: async () => (await import("./screens/deliveries/DeliveryList.tsx")).DeliveryList,
  },
]

const screens = routes.map(({ pattern, load }) => {
  // Started once, by whoever comes first: the boot, a link under the pointer, or React.
  let loading: Promise<ComponentType<ScreenProps>> | null = null
  const start = () => {
    loading ??= load()
    return loading
  }
  return { pattern, start, Screen: lazy(async () => ({ default: await start() })) }
})

export type FoundScreen = {
  Screen: ComponentType<ScreenProps>
  params: Record<string, string>
  start: () => Promise<unknown>
}

/** The screen at a path; null when there is none. */
export function screenAt(path: string): FoundScreen | null {
  for (const { pattern, start, Screen } of screens) {
    const match = pattern.exec(path)
    if (match) return { Screen, start, params: { ...match.groups } }
  }
  return null
}
