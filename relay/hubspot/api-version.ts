/** HubSpot's date-based version that every path uses. Versions live 18 months. */
export const apiVersion = '2026-09'
