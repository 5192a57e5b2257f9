import { Banner, BlockStack, Card, EmptyState, Page } from "@shopify/polaris"
import { useMutation } from "@tanstack/react-query"
import type { TierList as Tiers } from "#web/admin/api/tiers.ts"
import { useTierChanges, useTiers } from "#web/admin/api/use-tiers.ts"
import { ChangeFailure } from "#web/admin/components/ChangeFailure.tsx"
import { useWords } from "#web/admin/words/useWords.ts"
import { TierRow } from "./TierRow.tsx"

/** The tiers of the draft, highest first, as a ladder is drawn. */
export function TierList() {
  const { t } = useWords()
  const list = useTiers()
  const { reorder } = useTierChanges()
  const moving = useMutation({ mutationFn: (ids: string[]) => reorder(list.revision, ids) })
  const add = { content: t("tiers.add"), url: "/tiers/new" }
  if (!list.tiers.length && !list.removed.length) {
    return (
      <Page title={t("tiers.title")}>
        <Card>
          <EmptyState heading={t("tiers.empty-title")} image="" action={add}>
            <p>{t("tiers.empty-text")}</p>
          </EmptyState>
        </Card>
      </Page>
    )
  }
  const highestFirst = list.tiers.toReversed()
  return (
    <Page title={t("tiers.title")} subtitle={t("tiers.subtitle")} primaryAction={add}>
      <BlockStack gap="400">
        <Unpublished list={list} />
        <ChangeFailure error={moving.error} refusals={moving.data ?? []} />
        <Card padding="0">
          {highestFirst.map((tier, place) => (
            <TierRow
              key={tier.id}
              tier={tier}
              currency={list.currency}
              isFirst={place === 0}
              isLast={place === highestFirst.length - 1}
              moving={moving.isPending}
              onMove={(by) => moving.mutate(moved(list, tier.id, -by))}
            />
          ))}
        </Card>
      </BlockStack>
    </Page>
  )
}

/** What members have differs from what stands here. */
function Unpublished({ list }: { list: Tiers }) {
  const { t, locale } = useWords()
  const differs = list.removed.length > 0 || list.tiers.some(({ status }) => status !== "live")
  if (!differs) return null
  const names = new Intl.ListFormat(locale).format(list.removed)
  return (
    <Banner
      tone="info"
      title={t("tiers.unpublished")}
      action={{ content: t("program.review"), url: "/program" }}
    >
      {t("tiers.unpublished-text")}{" "}
      {list.removed.length ? t("tiers.removed", { names, count: list.removed.length }) : null}
    </Banner>
  )
}

/** The ids from lowest to highest, with one moved up (+1) or down (-1). */
function moved({ tiers }: Tiers, id: string, by: number): string[] {
  const ids = tiers.map((tier) => tier.id)
  const from = ids.indexOf(id)
  ids.splice(from, 1)
  ids.splice(from + by, 0, id)
  return ids
}
