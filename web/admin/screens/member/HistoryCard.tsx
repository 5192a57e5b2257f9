import { BlockStack, InlineStack, Text } from "@shopify/polaris"
import {
  type HistoryEntry,
  type MemberDetails,
  memberHistoryQuery,
} from "#web/admin/api/members.ts"
import type { ShopFormat } from "#web/admin/api/page.ts"
import { useMore } from "#web/admin/api/use-member.ts"
import { useWords } from "#web/admin/words/useWords.ts"
import { MoreCard } from "./MoreCard.tsx"
import { reasonText } from "./reason-text.ts"

/** Every movement of the member's points, with its reason in words. */
export function HistoryCard({ details, shop }: { details: MemberDetails; shop: ShopFormat }) {
  const { t } = useWords()
  const list = useMore(details.member.id, "history", memberHistoryQuery, details.history)
  return (
    <MoreCard title={t("history.title")} list={list} empty={t("history.empty")}>
      {list.rows.map((entry) => (
        <EntryLine key={entry.id} entry={entry} shop={shop} />
      ))}
    </MoreCard>
  )
}

function EntryLine({ entry, shop }: { entry: HistoryEntry; shop: ShopFormat }) {
  const words = useWords()
  const { t, format } = words
  const when = format.day(entry.occurredAt, shop.timeZone)
  const expires =
    entry.points > 0 && entry.expiresAt
      ? t("history.expires", { when: format.day(entry.expiresAt, shop.timeZone) })
      : null
  return (
    <InlineStack align="space-between" gap="400" wrap={false}>
      <BlockStack>
        <Text as="span">{reasonText(words, entry.reason)}</Text>
        {entry.reason.note ? <Text as="span">{entry.reason.note}</Text> : null}
        <Text as="span" tone="subdued">
          {expires ? `${when} · ${expires}` : when}
        </Text>
      </BlockStack>
      <Text
        as="span"
        fontWeight="medium"
        numeric
        {...(entry.points > 0 ? { tone: "success" } : {})}
      >
        <bdi>{format.signed(entry.points)}</bdi>
      </Text>
    </InlineStack>
  )
}
