import { Badge, BlockStack, Layout, Page } from "@shopify/polaris"
import { useState } from "react"
import type { MemberDetails } from "#web/admin/api/members.ts"
import type { ShopFormat } from "#web/admin/api/page.ts"
import { useMember } from "#web/admin/api/use-member.ts"
import { memberName } from "#web/admin/components/member-name.ts"
import { NotFound } from "#web/admin/components/NotFound.tsx"
import { useWords } from "#web/admin/words/useWords.ts"
import { AdjustPoints } from "./AdjustPoints.tsx"
import { BalanceCard } from "./BalanceCard.tsx"
import { CodesCard } from "./CodesCard.tsx"
import { ContactCard } from "./ContactCard.tsx"
import { HistoryCard } from "./HistoryCard.tsx"
import { LotsCard } from "./LotsCard.tsx"
import { OrdersCard } from "./OrdersCard.tsx"

/** Everything about one member: what they have, what it is made of, and why. */
export function MemberPage({ params }: { params: Record<string, string> }) {
  const { member, shop } = useMember(params.id ?? "")
  return member ? <FoundMember details={member} shop={shop} /> : <NotFound />
}

function FoundMember({ details, shop }: { details: MemberDetails; shop: ShopFormat }) {
  const { t } = useWords()
  const [adjusting, setAdjusting] = useState(false)
  const { member } = details
  return (
    <Page
      title={memberName(member, t)}
      titleMetadata={
        <>
          {member.state === "guest" ? <Badge>{t("members.guest")}</Badge> : null}
          {member.tier ? <Badge tone="info">{member.tier.name}</Badge> : null}
        </>
      }
      backAction={{ content: t("members.title"), url: "/members" }}
      primaryAction={{ content: t("adjust.action"), onAction: () => setAdjusting(true) }}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <BalanceCard details={details} shop={shop} />
            <HistoryCard details={details} shop={shop} />
            <OrdersCard details={details} shop={shop} />
            <CodesCard details={details} shop={shop} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <LotsCard details={details} shop={shop} />
            <ContactCard details={details} shop={shop} />
          </BlockStack>
        </Layout.Section>
      </Layout>
      {adjusting ? <AdjustPoints member={member} onClose={() => setAdjusting(false)} /> : null}
    </Page>
  )
}
