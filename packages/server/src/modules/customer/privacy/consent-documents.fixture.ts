/** A document of the tests of consents. */
export const CREATE_WITH_CONSENTS = /* GraphQL */ `
  mutation ($input: CustomerCreateInput!) {
    customerCreate(input: $input) {
      customer {
        id
        consents {
          purpose
          recipientId
          state
          fields
          basis
          expiresAt
          policyVersion {
            number
          }
        }
      }
      userErrors {
        code
        field
      }
    }
  }
`;
/** A document of the tests of consents. */
export const RECORD_CONSENT = /* GraphQL */ `
  mutation ($input: ConsentRecordInput!, $key: String) {
    consentRecord(input: $input, idempotencyKey: $key) {
      entry {
        decision
        fields
        evidenceKind
        evidenceText
        recordedBy
      }
      customer {
        consents {
          purpose
          state
        }
      }
      userErrors {
        code
        field
      }
    }
  }
`;
/** A document of the tests of consents. */
export const WITHDRAW_CONSENT = /* GraphQL */ `
  mutation ($input: ConsentWithdrawInput!) {
    consentWithdraw(input: $input) {
      entry {
        decision
        fields
      }
      customer {
        consents {
          purpose
          state
        }
      }
      userErrors {
        code
        field
      }
    }
  }
`;
/** A document of the tests of consents. */
export const CONSENT_HISTORY = /* GraphQL */ `
  query ($id: ID!, $first: Int!, $after: String) {
    customer(id: $id) {
      consentHistory(first: $first, after: $after) {
        nodes {
          purpose
          decision
          evidenceText
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`;
