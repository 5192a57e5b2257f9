import { BlockStack, Card, InlineGrid, Link, Text } from "@shopify/polaris"
import type { HomeData } from "#web/admin/api/home.ts"
import { useWords } from "#web/admin/words/useWords.ts"
import { bestRate, worthOf } from "#web/admin/worth.ts"

/** What the programme has come to. Each figure opens what it is made of. */
export function FiguresCard({ data: { figures, program, shop } }: { data: HomeData }) {
  const { t, format } = useWords()
  const rate = program.live && bestRate(program.live.settings, shop.currency)
  const worthMinor = rate ? worthOf(figures.pointsOutstanding, rate) : 0
  const shown = [
    { name: "members", value: figures.members, url: "/members" },
    { name: "points", value: figures.pointsOutstanding, url: "/members?points=1" },
    { name: "orders", value: figures.ordersThatEarned, url: "/orders" },
    { name: "redemptions", value: figures.redemptions, url: "/redemptions" },
  ]
  return (
    <InlineGrid columns={{ xs: 2, md: 4 }} gap="400">
      {shown.map(({ name, value, url }) => (
        <Card key={name}>
          <BlockStack gap="100">
            <Link url={url} monochrome removeUnderline>
              <Text as="span" variant="bodyMd" tone="subdued">
                {t(`home.figure-${name}`)}
              </Text>
              <Text as="p" variant="headingXl">
                {format.whole(value)}
              </Text>
            </Link>
            {name === "points" && worthMinor ? (
              <Text as="p" tone="subdued">
                {t("home.worth", { worth: format.money(worthMinor, shop.currency) })}
              </Text>
            ) : null}
          </BlockStack>
        </Card>
      ))}
    </InlineGrid>
  )
}
