import { BlockStack, Card, Text } from "@shopify/polaris"
import type { MemberDetails } from "#web/admin/api/members.ts"
import type { ShopFormat } from "#web/admin/api/page.ts"
import { Code } from "#web/admin/components/Code.tsx"
import { useWords } from "#web/admin/words/useWords.ts"

/** How the member can be reached, and since when they are here. */
export function ContactCard({ details, shop }: { details: MemberDetails; shop: ShopFormat }) {
  const { t, format } = useWords()
  const { member } = details
  const when = format.day(member.joinedAt, shop.timeZone)
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("member.contact")}
        </Text>
        {member.email ? <Code>{member.email}</Code> : null}
        {member.phone ? <Code>{member.phone}</Code> : null}
        <Text as="p" tone="subdued">
          {t(member.state === "guest" ? "member.waiting-since" : "member.joined", { when })}
        </Text>
        {member.state === "guest" ? (
          <Text as="p" tone="subdued">
            {t("member.guest-help")}
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  )
}
