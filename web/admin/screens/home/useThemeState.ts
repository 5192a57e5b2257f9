import { useQuery } from "@tanstack/react-query"
import { appBridge } from "#web/admin/app-bridge.ts"

/** Whether the merchant switched the widget on in their theme; unknown where Shopify cannot be asked. */
export type ThemeState = "on" | "off" | "unknown"

export function useThemeState(): ThemeState {
  const { data } = useQuery({ queryKey: ["theme"], queryFn: askShopify, retry: false })
  return data ?? "unknown"
}

async function askShopify(): Promise<ThemeState> {
  const ask = appBridge()?.app?.extensions
  if (!ask) return "unknown"
  const extensions = await ask()
  const ours = extensions.filter(({ type }) => type === "theme_app_extension")
  if (!ours.length) return "unknown"
  const blocks = ours.flatMap(({ activations }) => activations ?? [])
  return blocks.some(({ status }) => status === "active") ? "on" : "off"
}

/** Shopify's theme editor, opened where the widget is switched on. */
export function themeEditorUrl(): string {
  const apiKey = document.querySelector<HTMLMetaElement>('meta[name="shopify-api-key"]')?.content
  const block = apiKey ? `&activateAppId=${apiKey}/loyalty-launcher` : ""
  return `shopify://admin/themes/current/editor?context=apps${block}`
}
