import { Type, type Static } from 'typebox'
import { ConnectionTestReport } from './connection-test.ts'
import { HubSpotId } from './contact.ts'

const Text = (description: string) => Type.Union([Type.String(), Type.Null()], { description })

/** Whoever runs the relay asks about one of the HubSpot accounts that it serves. */
export const ConnectionRequest = Type.Object({ portalId: HubSpotId }, { additionalProperties: false })
export type ConnectionRequest = Static<typeof ConnectionRequest>

/** How the connection to an account stands, found out by asking HubSpot now. */
export const ConnectionReport = Type.Object({
  portalId: HubSpotId,
  edition: Type.Union([Type.Literal('private'), Type.Literal('marketplace')]),
  credential: Type.Union([Type.Literal('oauth'), Type.Literal('private_app'), Type.Literal('service_key')]),
  state: Type.Union([Type.Literal('active'), Type.Literal('revoked'), Type.Literal('uninstalled')]),
  workspace: Type.String(),
  hubDomain: Text("The account's website, where HubSpot tells it."),
  ok: Type.Boolean(),
  missingScopes: Type.Array(Type.String(), { description: 'What must be granted before everything works.' }),
  problem: Type.Union([Type.Object({ code: Type.String(), detail: Type.String() }), Type.Null()]),
})
export type ConnectionReport = Static<typeof ConnectionReport>

/** Whoever runs the relay enters the token of an account. */
export const ConnectPortalRequest = Type.Object(
  {
    portalId: HubSpotId,
    token: Type.String({
      minLength: 1,
      maxLength: 1_000,
      description: "A private app's access token, or a service key.",
    }),
    credential: Type.Union([Type.Literal('private_app'), Type.Literal('service_key')]),
  },
  { additionalProperties: false },
)
export type ConnectPortalRequest = Static<typeof ConnectPortalRequest>

export const ConnectPortalResponse = Type.Object({
  outcome: Type.Union([Type.Literal('connected'), Type.Literal('rotated')], {
    description: 'Rotated: another one was entered before, and is used no more.',
  }),
  report: ConnectionReport,
})

export const PortalsRequest = Type.Object(
  { which: Type.Union([Type.Literal('all'), Type.Literal('active')]) },
  { additionalProperties: false },
)

/** A HubSpot account on the relay, as it is known there. */
export const PortalReport = Type.Object({
  portalId: HubSpotId,
  edition: Type.Union([Type.Literal('private'), Type.Literal('marketplace')]),
  credential: Type.Union([Type.Literal('oauth'), Type.Literal('private_app'), Type.Literal('service_key')]),
  state: Type.Union([Type.Literal('active'), Type.Literal('revoked'), Type.Literal('uninstalled')]),
  stateReason: Text('Why it is not active.'),
  workspace: Type.String(),
  hubDomain: Text("The account's website, where HubSpot tells it."),
  installedAt: Type.String({ description: 'ISO 8601; of the newest installation.' }),
  lines: Type.Integer({ description: 'How many it has in the configuration.' }),
  test: Type.Union([ConnectionTestReport, Type.Null()], {
    description: 'What the newest test of its credential came to; null: it was never tested.',
  }),
})
export type PortalReport = Static<typeof PortalReport>
export const PortalsResponse = Type.Object({ portals: Type.Array(PortalReport) })

/** `POST …/connection`: how one account is connected, as it is known without asking HubSpot. */
export const KnownConnectionRequest = Type.Object({ portalId: HubSpotId }, { additionalProperties: false })
export const KnownConnection = Type.Object({
  ...PortalReport.properties,
  scopes: Type.Union([Type.Array(Type.String()), Type.Null()], {
    description: 'What HubSpot granted when it was installed; null: of a token that was entered nobody says.',
  }),
})

export const UninstallResponse = Type.Object({
  portalId: HubSpotId,
  state: Type.Union([Type.Literal('revoked'), Type.Literal('uninstalled')]),
})

export const InstallLinkRequest = Type.Object(
  {
    workspace: Type.String({ minLength: 1, maxLength: 63 }),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, description: 'Until it expires; 7 where not said.' })),
    workflows: Type.Optional(
      Type.Boolean({ description: 'Ask for what workflows need, which lesser editions of HubSpot refuse.' }),
    ),
  },
  { additionalProperties: false },
)
export const InstallLinkResponse = Type.Object({ url: Type.String(), expiresAt: Type.String() })
