import { Badge, BlockStack, Button, Card, InlineStack, List, Text } from "@shopify/polaris"
import type { HomeData } from "#web/admin/api/home.ts"
import { type Language, useWords } from "#web/admin/words/useWords.ts"
import { giveBack } from "#web/admin/worth.ts"
import type { ProgramSettings } from "#web/core/program.ts"

/** The live programme in a few sentences. */
export function LiveCard({ data: { program, shop } }: { data: HomeData }) {
  const words = useWords()
  const { t, format } = words
  const { live, differs } = program
  if (!live) return null
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {t("home.live")}
            </Text>
            <Badge tone="success">{t("program.version", { version: live.version })}</Badge>
          </InlineStack>
          <Button url="/program">{t(differs ? "program.review" : "home.edit-program")}</Button>
        </InlineStack>
        <List>
          {sentences(words, live.settings, shop.currency).map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
        <Text as="p" tone="subdued">
          {t(differs ? "home.live-since-differs" : "home.live-since", {
            when: format.moment(live.publishedAt, shop.timeZone),
          })}
        </Text>
      </BlockStack>
    </Card>
  )
}

function sentences({ t, format }: Language, settings: ProgramSettings, currency: string): string[] {
  const rates = settings.earningRules.flatMap((rule) => rule.rates)
  const back = giveBack(settings, currency)
  return [
    ...rates.map(({ points, perAmountMinor, currency }) =>
      t("home.earn", { count: points, amount: format.money(perAmountMinor, currency) }),
    ),
    back
      ? t(back.atMost ? "program.gives-back-up-to" : "program.gives-back", {
          order: format.money(back.orderMinor, currency),
          back: format.money(back.backMinor, currency),
          percent: format.percent(back.basisPoints),
        })
      : t("program.gives-back-nothing"),
    t("home.rewards", { count: settings.rewards.length }),
    ...(settings.tiers.length ? [t("home.tiers", { count: settings.tiers.length })] : []),
  ]
}
