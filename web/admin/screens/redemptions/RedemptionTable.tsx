import { BlockStack, Link, Text } from "@shopify/polaris"
import type { ReactNode } from "react"
import type { Redemption } from "#web/admin/api/redemptions.ts"
import type { List } from "#web/admin/api/use-list.ts"
import { Code } from "#web/admin/components/Code.tsx"
import { CondensedRow } from "#web/admin/components/CondensedRow.tsx"
import { ListTable } from "#web/admin/components/ListTable.tsx"
import { RedemptionState } from "#web/admin/components/RedemptionState.tsx"
import { useWords } from "#web/admin/words/useWords.ts"

export function RedemptionTable({ list, empty }: { list: List<Redemption>; empty: ReactNode }) {
  const { t, format } = useWords()
  const timeZone = list.shop?.timeZone ?? "UTC"
  const when = (redemption: Redemption) => format.day(redemption.createdAt, timeZone)
  return (
    <ListTable
      list={list}
      empty={empty}
      name={{ singular: t("redemptions.singular"), plural: t("redemptions.plural") }}
      headings={[
        { title: t("redemptions.reward") },
        { title: t("redemptions.state") },
        { title: t("redemptions.points"), alignment: "end" },
        { title: t("redemptions.when") },
      ]}
      idOf={(redemption) => redemption.id}
      cells={(redemption) => [
        <RewardAndCode key="reward" redemption={redemption} />,
        <RedemptionState key="state" redemption={redemption} />,
        format.whole(redemption.points),
        when(redemption),
      ]}
      condensed={(redemption) => (
        <CondensedRow
          title={<RewardAndCode redemption={redemption} />}
          figure={<Text as="span">{format.whole(redemption.points)}</Text>}
        >
          <RedemptionState redemption={redemption} />
          <Text as="span" tone="subdued">
            {when(redemption)}
          </Text>
        </CondensedRow>
      )}
    />
  )
}

function RewardAndCode({ redemption }: { redemption: Redemption }) {
  return (
    <BlockStack>
      <Link url={`/members/${redemption.memberId}`} monochrome removeUnderline dataPrimaryLink>
        <Text as="span" fontWeight="semibold">
          <bdi>{redemption.rewardName}</bdi>
        </Text>
      </Link>
      {redemption.code ? <Code subdued>{redemption.code}</Code> : null}
    </BlockStack>
  )
}
