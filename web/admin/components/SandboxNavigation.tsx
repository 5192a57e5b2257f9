import { Box, Button, InlineStack } from "@shopify/polaris"
import { useLocation } from "#web/admin/router/location.ts"
import { useWords } from "#web/admin/words/useWords.ts"

const places = ["/", "/program", "/tiers", "/members", "/orders", "/redemptions"]

/** In Shopify these links stand in its own menu; the sandbox has none. */
export function SandboxNavigation() {
  const { t } = useWords()
  const { pathname } = useLocation()
  const isHere = (place: string) =>
    place === "/" ? pathname === "/" : pathname === place || pathname.startsWith(`${place}/`)
  return (
    <Box as="div" paddingInline="400" paddingBlockStart="300">
      <nav aria-label={t("navigation.label")}>
        <InlineStack gap="100" wrap>
          {places.map((place) => (
            <Button key={place} url={place} variant="tertiary" pressed={isHere(place)}>
              {t(`navigation.${place.slice(1) || "home"}`)}
            </Button>
          ))}
        </InlineStack>
      </nav>
    </Box>
  )
}
