/** HubSpot's OAuth endpoints refuse in a shape of their own, always with 400: `error` is OAuth's word, `status` HubSpot's. */
export class OAuthRefusal extends Error {
  override name = 'OAuthRefusal'
  readonly error: string
  readonly status: string
  constructor(error: string, status: string, message: string) {
    super(message)
    this.error = error
    this.status = status
  }

  body(): Record<string, string> {
    return { error: this.error, error_description: this.message, status: this.status, message: this.message }
  }
}

export const refusals = {
  client: () => new OAuthRefusal('invalid_client', 'BAD_CLIENT_ID', 'missing or unknown client id'),
  secret: () => new OAuthRefusal('invalid_client', 'BAD_CLIENT_SECRET', 'missing or invalid client secret'),
  redirect: () => new OAuthRefusal('invalid_grant', 'BAD_REDIRECT_URI', 'missing or unknown redirect URI'),
  code: () => new OAuthRefusal('invalid_grant', 'BAD_AUTH_CODE', 'missing or unknown auth code'),
  verifier: () => new OAuthRefusal('invalid_grant', 'BAD_CODE_VERIFIER', 'missing or invalid code verifier'),
  refreshToken: () =>
    new OAuthRefusal('invalid_grant', 'BAD_REFRESH_TOKEN', 'refresh token is invalid, expired or revoked'),
  scopes: () => new OAuthRefusal('invalid_scope', 'BAD_SCOPES', 'missing or unknown scopes'),
  hub: () => new OAuthRefusal('access_denied', 'BAD_HUB', 'missing or unknown hub id'),
  grantType: () => new OAuthRefusal('unsupported_grant_type', 'BAD_GRANT_TYPE', 'missing or unknown grant type'),
}
