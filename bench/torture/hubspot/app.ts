/** The app of the stage as HubSpot knows it. */
export const app = {
  appId: 77,
  clientId: 'client-id-of-the-stage',
  clientSecret: 'oauth-client-secret-of-the-stage',
}

/** Of whoever runs the relay, for every account. */
export const operatorSecret = 'operator-secret-of-the-stage'
