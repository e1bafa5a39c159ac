/**
 * Generated from the OpenAPI document, do not change by hand:
 *   WRITE=1 npm test -- test/web/openapi-types
 */
export interface paths {
    "/api/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AccountController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["AccountController_change"];
        trace?: never;
    };
    "/api/account/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AccountController_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AccountController_leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AccountController_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/log.jsonl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AccountController_exportLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AccountController_listMembers"];
        put?: never;
        post: operations["AccountController_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["AccountController_removeMember"];
        options?: never;
        head?: never;
        patch: operations["AccountController_changeMember"];
        trace?: never;
    };
    "/api/account/switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AccountController_switch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OperatorController_list"];
        put?: never;
        post: operations["OperatorController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OperatorController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["OperatorController_change"];
        trace?: never;
    };
    "/api/admin/accounts/{id}/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OperatorController_adjust"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/accounts/{id}/cancel-batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OperatorController_cancelBatches"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/accounts/{id}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OperatorLedgerController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/accounts/{id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OperatorController_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/accounts/{id}/log.jsonl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OperatorController_exportLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/accounts/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OperatorController_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/accounts/{id}/topup-reinstatements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OperatorController_reinstate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/accounts/{id}/topup-reversals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OperatorController_reverse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/accounts/{id}/topups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OperatorController_grant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OperatorController_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OperatorController_batch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/batches/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OperatorController_cancelBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/billing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["BillingReportController_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OperatorController_listFaults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/people/reset-sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OperatorController_resetSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OperatorController_queues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/reseal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OperatorController_reseal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OwnSignInController_listAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OwnSignInController_changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["FactorsController_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["FactorsController_factors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AuthController_readInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OidcController_methods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OidcController_finish"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/oidc/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OidcController_start"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PasskeysController_list"];
        put?: never;
        post: operations["PasskeysController_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkeys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["PasskeysController_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkeys/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PasskeysController_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkeys/confirm/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PasskeysController_beginConfirmation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkeys/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PasskeysController_begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkeys/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["FactorSignInController_withPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkeys/sign-in/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["FactorSignInController_beginPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AuthController_resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AuthController_requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OwnSignInController_listSessions"];
        put?: never;
        post?: never;
        delete: operations["OwnSignInController_endOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["OwnSignInController_endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AuthController_signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in/two-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["FactorSignInController_withCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AuthController_signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-out-everywhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OwnSignInController_signOutEverywhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AuthController_signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/backup-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["FactorsController_newCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["FactorsController_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["FactorsController_begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["FactorsController_enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/verification-mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AuthController_sendVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AuthController_leadToSignUp"];
        put?: never;
        post: operations["AuthController_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["BatchesController_list"];
        put?: never;
        post: operations["BatchesController_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["BatchesController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["BatchesController_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["BatchEventsController_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["BatchesController_images"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["BatchesController_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["BatchesController_reasons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/report.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["BatchesController_reportCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/report.jsonl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["BatchesController_reportJsonl"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["BatchesController_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["BatchesController_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["BatchesController_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["BillingController_buy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/portal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["BillingController_manage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["BillingController_preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/topups/{size}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["BillingController_topup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/compress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CompressController_list"];
        put?: never;
        post: operations["CompressController_compress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/compress/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ArchiveController_archive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ConnectionsController_list"];
        put?: never;
        post: operations["ConnectionsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ConnectionsController_get"];
        put?: never;
        post?: never;
        delete: operations["ConnectionsController_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}/objects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ConnectionsController_objects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/role-setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ConnectionsController_roleSetup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["WebhooksController_delivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deliveries/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["WebhooksController_resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/images/{id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PicturesController_result"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/images/{id}/source": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PicturesController_source"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["KeysController_list"];
        put?: never;
        post: operations["KeysController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["KeysController_delete"];
        options?: never;
        head?: never;
        patch: operations["KeyBudgetsController_change"];
        trace?: never;
    };
    "/api/keys/{id}/roll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["KeysController_roll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stripe/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["StripeWebhookController_receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["UsageController_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AlertsController_get"];
        put: operations["AlertsController_set"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/breakdown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["UsageController_breakdown"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["UsageController_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["LedgerController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["WebhooksController_list"];
        put?: never;
        post: operations["WebhooksController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["WebhooksController_get"];
        put?: never;
        post?: never;
        delete: operations["WebhooksController_delete"];
        options?: never;
        head?: never;
        patch: operations["WebhooksController_change"];
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["WebhooksController_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/previous-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["WebhooksController_endOverlap"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["WebhooksController_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["WebhooksController_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["WebhooksController_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CatalogueController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["HealthController_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["HealthController_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "batch.canceled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A batch was told to end early. What had been compressed by then stays and is paid for. */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 1 for the first */
                    "webhook-attempt": string;
                    /** @description The event’s id: the same on every attempt */
                    "webhook-id": string;
                    /** @description `v1,<base64>`; two of them, parted by a space, while a new secret overlaps the old */
                    "webhook-signature": string;
                    /** @description When this attempt was made, in seconds since 1970 */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "batch.canceled",
                     *       "timestamp": "2026-11-22T10:01:24.100Z",
                     *       "data": {
                     *         "id": "bat_01jd3k7v9m2x4q8s6t0w1y5z3a",
                     *         "status": "canceled",
                     *         "createdAt": "2026-11-22T10:00:00.000Z",
                     *         "startedAt": "2026-11-22T10:00:00.400Z",
                     *         "endedAt": "2026-11-22T10:01:24.100Z",
                     *         "source": {
                     *           "connection": "con_01jd3k0a1b2c3d4e5f6g7h8j9k",
                     *           "prefix": "2026/",
                     *           "include": [
                     *             "**\/*.jpg"
                     *           ]
                     *         },
                     *         "destination": {
                     *           "connection": "con_01jd3k0a1b2c3d4e5f6g7h8j9k",
                     *           "key": "optimized/{path}{name}.{ext}"
                     *         },
                     *         "compress": {
                     *           "format": "webp",
                     *           "quality": 82,
                     *           "maxWidth": 2400,
                     *           "maxHeight": null,
                     *           "metadata": "strip"
                     *         },
                     *         "watermark": null,
                     *         "ai": {
                     *           "altText": true,
                     *           "seoRename": false,
                     *           "language": "en"
                     *         },
                     *         "metadata": {
                     *           "release": "42"
                     *         },
                     *         "images": {
                     *           "total": 1200,
                     *           "queued": 0,
                     *           "processing": 0,
                     *           "succeeded": 1190,
                     *           "failed": 4,
                     *           "skipped": 6,
                     *           "canceled": 0
                     *         },
                     *         "bytes": {
                     *           "in": 512000000,
                     *           "out": 149000000,
                     *           "saved": 363000000
                     *         },
                     *         "credits": {
                     *           "compression": {
                     *             "reserved": 1200,
                     *             "used": 1190,
                     *             "refunded": 10
                     *           },
                     *           "ai": {
                     *             "reserved": 1200,
                     *             "used": 1188,
                     *             "refunded": 12,
                     *             "fromTopup": 0
                     *           }
                     *         },
                     *         "progress": {
                     *           "done": 1200,
                     *           "total": 1200,
                     *           "ratio": 1,
                     *           "imagesPerSecond": 14.3,
                     *           "etaSeconds": 0
                     *         },
                     *         "error": null,
                     *         "pauseCause": null,
                     *         "waitsFor": null,
                     *         "estimate": null,
                     *         "reportUrl": "https://flux.example.com/api/batches/bat_01jd3k7v9m2x4q8s6t0w1y5z3a/report.csv",
                     *         "usage": {
                     *           "plan": "agency",
                     *           "period_start": "2026-11-01T09:30:00.000Z",
                     *           "period_end": "2026-12-01T09:30:00.000Z",
                     *           "compressor_used": 1200,
                     *           "compressor_limit": 99999,
                     *           "compressor_reserved": 0,
                     *           "ia_credits_used": 1200,
                     *           "ia_credits_monthly": 10000,
                     *           "ia_credits_reserved": 0,
                     *           "compressor_unlimited": true,
                     *           "ia_credits_unlimited": false,
                     *           "compressor_owed": 0,
                     *           "ia_credits_owed": 0,
                     *           "compressor_adjusted": 0,
                     *           "ia_credits_adjusted": 0,
                     *           "ia_topup_credits": 500,
                     *           "ia_topup_debt": 0,
                     *           "ia_credits_remaining": 9300,
                     *           "canCompress": true,
                     *           "canUseIA": true,
                     *           "topups": {
                     *             "small": "https://images.example.com/api/billing/topups/small",
                     *             "medium": "https://images.example.com/api/billing/topups/medium",
                     *             "large": "https://images.example.com/api/billing/topups/large"
                     *           }
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: {
                            ai: {
                                [key: string]: unknown;
                            } | null;
                            bytes: {
                                in: number;
                                out: number;
                                saved: number;
                            };
                            /** @description As in POST /api/batches */
                            compress: {
                                [key: string]: unknown;
                            };
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            createdAt: string;
                            credits: {
                                ai: {
                                    fromTopup: number;
                                    refunded: number;
                                    reserved: number;
                                    used: number;
                                };
                                compression: {
                                    refunded: number;
                                    reserved: number;
                                    used: number;
                                };
                            };
                            /** @description As in POST /api/batches */
                            destination: {
                                [key: string]: unknown;
                            };
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            endedAt: string;
                            /** @description Why the batch as a whole failed: code, message and more */
                            error: {
                                [key: string]: unknown;
                            } | null;
                            /** @description Of a dry run: what it would cost and save */
                            estimate: {
                                [key: string]: unknown;
                            } | null;
                            /** Format: starts_with */
                            id: string;
                            images: {
                                canceled: number;
                                failed: number;
                                processing: number;
                                queued: number;
                                skipped: number;
                                succeeded: number;
                                total: number;
                            };
                            /** @description Your own texts */
                            metadata: {
                                [key: string]: string;
                            };
                            /** @description Of a batch that the service paused; an ended one has none */
                            pauseCause: null;
                            progress: {
                                done: number;
                                etaSeconds: number | null;
                                imagesPerSecond: number;
                                ratio: number;
                                total: number;
                            };
                            /**
                             * Format: uri
                             * @description Every image’s outcome as CSV; needs your API key
                             */
                            reportUrl: string;
                            /** @description As in POST /api/batches */
                            source: {
                                [key: string]: unknown;
                            };
                            startedAt: string | null;
                            /** @constant */
                            status: "canceled";
                            /** @description Fields that were left out to keep the message under 20 kB; GET /api/batches/:id has them */
                            truncated?: string[];
                            usage: {
                                canCompress: boolean;
                                canUseIA: boolean;
                                /** @description What the operator added to this period; below zero: took of it. compressor_limit has it */
                                compressor_adjusted: number;
                                /** @description What this period grants; 99999 where compressor_unlimited is true. Until a renewal is paid, what it grants so far */
                                compressor_limit: number;
                                /** @description Used beyond earlier allowances, or taken by the operator beyond this one; what this period grants pays it first */
                                compressor_owed: number;
                                /** @description The part of compressor_used that running batches hold */
                                compressor_reserved: number;
                                compressor_unlimited: boolean;
                                /** @description Includes what running batches hold */
                                compressor_used: number;
                                /** @description The same for AI credits */
                                ia_credits_adjusted: number;
                                /** @description The same for AI credits; 99999 where ia_credits_unlimited is true */
                                ia_credits_monthly: number;
                                /** @description The same for AI credits */
                                ia_credits_owed: number;
                                ia_credits_remaining: number;
                                ia_credits_reserved: number;
                                ia_credits_unlimited: boolean;
                                ia_credits_used: number;
                                ia_topup_credits: number;
                                /** @description Top-ups that were refunded or disputed after they were spent; what comes in pays them first */
                                ia_topup_debt: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339 in UTC
                                 */
                                period_end: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339 in UTC
                                 */
                                period_start: string;
                                plan: string;
                                topups: {
                                    /** @description Where a signed-in person buys it; null without billing */
                                    large: string | null;
                                    /** @description Where a signed-in person buys it; null without billing */
                                    medium: string | null;
                                    /** @description Where a signed-in person buys it; null without billing */
                                    small: string | null;
                                };
                            };
                            /** @description Of a batch whose images wait; those of an ended one do not */
                            waitsFor: null;
                            watermark: {
                                [key: string]: unknown;
                            } | null;
                        };
                        /**
                         * Format: date-time
                         * @description When the event was made
                         */
                        timestamp: string;
                        /** @constant */
                        type: "batch.canceled";
                    };
                };
            };
            responses: {
                /** @description Taken */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is there any more: the endpoint is disabled */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Tried again later, not before `Retry-After` */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "batch.completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Every image of a batch has ended, however it ended: look at the counts. */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 1 for the first */
                    "webhook-attempt": string;
                    /** @description The event’s id: the same on every attempt */
                    "webhook-id": string;
                    /** @description `v1,<base64>`; two of them, parted by a space, while a new secret overlaps the old */
                    "webhook-signature": string;
                    /** @description When this attempt was made, in seconds since 1970 */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "batch.completed",
                     *       "timestamp": "2026-11-22T10:01:24.100Z",
                     *       "data": {
                     *         "id": "bat_01jd3k7v9m2x4q8s6t0w1y5z3a",
                     *         "status": "completed",
                     *         "createdAt": "2026-11-22T10:00:00.000Z",
                     *         "startedAt": "2026-11-22T10:00:00.400Z",
                     *         "endedAt": "2026-11-22T10:01:24.100Z",
                     *         "source": {
                     *           "connection": "con_01jd3k0a1b2c3d4e5f6g7h8j9k",
                     *           "prefix": "2026/",
                     *           "include": [
                     *             "**\/*.jpg"
                     *           ]
                     *         },
                     *         "destination": {
                     *           "connection": "con_01jd3k0a1b2c3d4e5f6g7h8j9k",
                     *           "key": "optimized/{path}{name}.{ext}"
                     *         },
                     *         "compress": {
                     *           "format": "webp",
                     *           "quality": 82,
                     *           "maxWidth": 2400,
                     *           "maxHeight": null,
                     *           "metadata": "strip"
                     *         },
                     *         "watermark": null,
                     *         "ai": {
                     *           "altText": true,
                     *           "seoRename": false,
                     *           "language": "en"
                     *         },
                     *         "metadata": {
                     *           "release": "42"
                     *         },
                     *         "images": {
                     *           "total": 1200,
                     *           "queued": 0,
                     *           "processing": 0,
                     *           "succeeded": 1190,
                     *           "failed": 4,
                     *           "skipped": 6,
                     *           "canceled": 0
                     *         },
                     *         "bytes": {
                     *           "in": 512000000,
                     *           "out": 149000000,
                     *           "saved": 363000000
                     *         },
                     *         "credits": {
                     *           "compression": {
                     *             "reserved": 1200,
                     *             "used": 1190,
                     *             "refunded": 10
                     *           },
                     *           "ai": {
                     *             "reserved": 1200,
                     *             "used": 1188,
                     *             "refunded": 12,
                     *             "fromTopup": 0
                     *           }
                     *         },
                     *         "progress": {
                     *           "done": 1200,
                     *           "total": 1200,
                     *           "ratio": 1,
                     *           "imagesPerSecond": 14.3,
                     *           "etaSeconds": 0
                     *         },
                     *         "error": null,
                     *         "pauseCause": null,
                     *         "waitsFor": null,
                     *         "estimate": null,
                     *         "reportUrl": "https://flux.example.com/api/batches/bat_01jd3k7v9m2x4q8s6t0w1y5z3a/report.csv",
                     *         "usage": {
                     *           "plan": "agency",
                     *           "period_start": "2026-11-01T09:30:00.000Z",
                     *           "period_end": "2026-12-01T09:30:00.000Z",
                     *           "compressor_used": 1200,
                     *           "compressor_limit": 99999,
                     *           "compressor_reserved": 0,
                     *           "ia_credits_used": 1200,
                     *           "ia_credits_monthly": 10000,
                     *           "ia_credits_reserved": 0,
                     *           "compressor_unlimited": true,
                     *           "ia_credits_unlimited": false,
                     *           "compressor_owed": 0,
                     *           "ia_credits_owed": 0,
                     *           "compressor_adjusted": 0,
                     *           "ia_credits_adjusted": 0,
                     *           "ia_topup_credits": 500,
                     *           "ia_topup_debt": 0,
                     *           "ia_credits_remaining": 9300,
                     *           "canCompress": true,
                     *           "canUseIA": true,
                     *           "topups": {
                     *             "small": "https://images.example.com/api/billing/topups/small",
                     *             "medium": "https://images.example.com/api/billing/topups/medium",
                     *             "large": "https://images.example.com/api/billing/topups/large"
                     *           }
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: {
                            ai: {
                                [key: string]: unknown;
                            } | null;
                            bytes: {
                                in: number;
                                out: number;
                                saved: number;
                            };
                            /** @description As in POST /api/batches */
                            compress: {
                                [key: string]: unknown;
                            };
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            createdAt: string;
                            credits: {
                                ai: {
                                    fromTopup: number;
                                    refunded: number;
                                    reserved: number;
                                    used: number;
                                };
                                compression: {
                                    refunded: number;
                                    reserved: number;
                                    used: number;
                                };
                            };
                            /** @description As in POST /api/batches */
                            destination: {
                                [key: string]: unknown;
                            };
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            endedAt: string;
                            /** @description Why the batch as a whole failed: code, message and more */
                            error: {
                                [key: string]: unknown;
                            } | null;
                            /** @description Of a dry run: what it would cost and save */
                            estimate: {
                                [key: string]: unknown;
                            } | null;
                            /** Format: starts_with */
                            id: string;
                            images: {
                                canceled: number;
                                failed: number;
                                processing: number;
                                queued: number;
                                skipped: number;
                                succeeded: number;
                                total: number;
                            };
                            /** @description Your own texts */
                            metadata: {
                                [key: string]: string;
                            };
                            /** @description Of a batch that the service paused; an ended one has none */
                            pauseCause: null;
                            progress: {
                                done: number;
                                etaSeconds: number | null;
                                imagesPerSecond: number;
                                ratio: number;
                                total: number;
                            };
                            /**
                             * Format: uri
                             * @description Every image’s outcome as CSV; needs your API key
                             */
                            reportUrl: string;
                            /** @description As in POST /api/batches */
                            source: {
                                [key: string]: unknown;
                            };
                            startedAt: string | null;
                            /** @constant */
                            status: "completed";
                            /** @description Fields that were left out to keep the message under 20 kB; GET /api/batches/:id has them */
                            truncated?: string[];
                            usage: {
                                canCompress: boolean;
                                canUseIA: boolean;
                                /** @description What the operator added to this period; below zero: took of it. compressor_limit has it */
                                compressor_adjusted: number;
                                /** @description What this period grants; 99999 where compressor_unlimited is true. Until a renewal is paid, what it grants so far */
                                compressor_limit: number;
                                /** @description Used beyond earlier allowances, or taken by the operator beyond this one; what this period grants pays it first */
                                compressor_owed: number;
                                /** @description The part of compressor_used that running batches hold */
                                compressor_reserved: number;
                                compressor_unlimited: boolean;
                                /** @description Includes what running batches hold */
                                compressor_used: number;
                                /** @description The same for AI credits */
                                ia_credits_adjusted: number;
                                /** @description The same for AI credits; 99999 where ia_credits_unlimited is true */
                                ia_credits_monthly: number;
                                /** @description The same for AI credits */
                                ia_credits_owed: number;
                                ia_credits_remaining: number;
                                ia_credits_reserved: number;
                                ia_credits_unlimited: boolean;
                                ia_credits_used: number;
                                ia_topup_credits: number;
                                /** @description Top-ups that were refunded or disputed after they were spent; what comes in pays them first */
                                ia_topup_debt: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339 in UTC
                                 */
                                period_end: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339 in UTC
                                 */
                                period_start: string;
                                plan: string;
                                topups: {
                                    /** @description Where a signed-in person buys it; null without billing */
                                    large: string | null;
                                    /** @description Where a signed-in person buys it; null without billing */
                                    medium: string | null;
                                    /** @description Where a signed-in person buys it; null without billing */
                                    small: string | null;
                                };
                            };
                            /** @description Of a batch whose images wait; those of an ended one do not */
                            waitsFor: null;
                            watermark: {
                                [key: string]: unknown;
                            } | null;
                        };
                        /**
                         * Format: date-time
                         * @description When the event was made
                         */
                        timestamp: string;
                        /** @constant */
                        type: "batch.completed";
                    };
                };
            };
            responses: {
                /** @description Taken */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is there any more: the endpoint is disabled */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Tried again later, not before `Retry-After` */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "batch.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A batch could not run as a whole; `error` says why. It has cost nothing. */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 1 for the first */
                    "webhook-attempt": string;
                    /** @description The event’s id: the same on every attempt */
                    "webhook-id": string;
                    /** @description `v1,<base64>`; two of them, parted by a space, while a new secret overlaps the old */
                    "webhook-signature": string;
                    /** @description When this attempt was made, in seconds since 1970 */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "batch.failed",
                     *       "timestamp": "2026-11-22T10:01:24.100Z",
                     *       "data": {
                     *         "id": "bat_01jd3k7v9m2x4q8s6t0w1y5z3a",
                     *         "status": "failed",
                     *         "createdAt": "2026-11-22T10:00:00.000Z",
                     *         "startedAt": null,
                     *         "endedAt": "2026-11-22T10:01:24.100Z",
                     *         "source": {
                     *           "connection": "con_01jd3k0a1b2c3d4e5f6g7h8j9k",
                     *           "prefix": "2026/",
                     *           "include": [
                     *             "**\/*.jpg"
                     *           ]
                     *         },
                     *         "destination": {
                     *           "connection": "con_01jd3k0a1b2c3d4e5f6g7h8j9k",
                     *           "key": "optimized/{path}{name}.{ext}"
                     *         },
                     *         "compress": {
                     *           "format": "webp",
                     *           "quality": 82,
                     *           "maxWidth": 2400,
                     *           "maxHeight": null,
                     *           "metadata": "strip"
                     *         },
                     *         "watermark": null,
                     *         "ai": {
                     *           "altText": true,
                     *           "seoRename": false,
                     *           "language": "en"
                     *         },
                     *         "metadata": {
                     *           "release": "42"
                     *         },
                     *         "images": {
                     *           "total": 0,
                     *           "queued": 0,
                     *           "processing": 0,
                     *           "succeeded": 0,
                     *           "failed": 0,
                     *           "skipped": 0,
                     *           "canceled": 0
                     *         },
                     *         "bytes": {
                     *           "in": 0,
                     *           "out": 0,
                     *           "saved": 0
                     *         },
                     *         "credits": {
                     *           "compression": {
                     *             "reserved": 0,
                     *             "used": 0,
                     *             "refunded": 0
                     *           },
                     *           "ai": {
                     *             "reserved": 0,
                     *             "used": 0,
                     *             "refunded": 0,
                     *             "fromTopup": 0
                     *           }
                     *         },
                     *         "progress": {
                     *           "done": 0,
                     *           "total": 0,
                     *           "ratio": 0,
                     *           "imagesPerSecond": 0,
                     *           "etaSeconds": 0
                     *         },
                     *         "error": {
                     *           "code": "storage_not_found",
                     *           "message": "No object matches the source"
                     *         },
                     *         "pauseCause": null,
                     *         "waitsFor": null,
                     *         "estimate": null,
                     *         "reportUrl": "https://flux.example.com/api/batches/bat_01jd3k7v9m2x4q8s6t0w1y5z3a/report.csv",
                     *         "usage": {
                     *           "plan": "agency",
                     *           "period_start": "2026-11-01T09:30:00.000Z",
                     *           "period_end": "2026-12-01T09:30:00.000Z",
                     *           "compressor_used": 1200,
                     *           "compressor_limit": 99999,
                     *           "compressor_reserved": 0,
                     *           "ia_credits_used": 1200,
                     *           "ia_credits_monthly": 10000,
                     *           "ia_credits_reserved": 0,
                     *           "compressor_unlimited": true,
                     *           "ia_credits_unlimited": false,
                     *           "compressor_owed": 0,
                     *           "ia_credits_owed": 0,
                     *           "compressor_adjusted": 0,
                     *           "ia_credits_adjusted": 0,
                     *           "ia_topup_credits": 500,
                     *           "ia_topup_debt": 0,
                     *           "ia_credits_remaining": 9300,
                     *           "canCompress": true,
                     *           "canUseIA": true,
                     *           "topups": {
                     *             "small": "https://images.example.com/api/billing/topups/small",
                     *             "medium": "https://images.example.com/api/billing/topups/medium",
                     *             "large": "https://images.example.com/api/billing/topups/large"
                     *           }
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: {
                            ai: {
                                [key: string]: unknown;
                            } | null;
                            bytes: {
                                in: number;
                                out: number;
                                saved: number;
                            };
                            /** @description As in POST /api/batches */
                            compress: {
                                [key: string]: unknown;
                            };
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            createdAt: string;
                            credits: {
                                ai: {
                                    fromTopup: number;
                                    refunded: number;
                                    reserved: number;
                                    used: number;
                                };
                                compression: {
                                    refunded: number;
                                    reserved: number;
                                    used: number;
                                };
                            };
                            /** @description As in POST /api/batches */
                            destination: {
                                [key: string]: unknown;
                            };
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            endedAt: string;
                            /** @description Why the batch as a whole failed: code, message and more */
                            error: {
                                [key: string]: unknown;
                            } | null;
                            /** @description Of a dry run: what it would cost and save */
                            estimate: {
                                [key: string]: unknown;
                            } | null;
                            /** Format: starts_with */
                            id: string;
                            images: {
                                canceled: number;
                                failed: number;
                                processing: number;
                                queued: number;
                                skipped: number;
                                succeeded: number;
                                total: number;
                            };
                            /** @description Your own texts */
                            metadata: {
                                [key: string]: string;
                            };
                            /** @description Of a batch that the service paused; an ended one has none */
                            pauseCause: null;
                            progress: {
                                done: number;
                                etaSeconds: number | null;
                                imagesPerSecond: number;
                                ratio: number;
                                total: number;
                            };
                            /**
                             * Format: uri
                             * @description Every image’s outcome as CSV; needs your API key
                             */
                            reportUrl: string;
                            /** @description As in POST /api/batches */
                            source: {
                                [key: string]: unknown;
                            };
                            startedAt: string | null;
                            /** @constant */
                            status: "failed";
                            /** @description Fields that were left out to keep the message under 20 kB; GET /api/batches/:id has them */
                            truncated?: string[];
                            usage: {
                                canCompress: boolean;
                                canUseIA: boolean;
                                /** @description What the operator added to this period; below zero: took of it. compressor_limit has it */
                                compressor_adjusted: number;
                                /** @description What this period grants; 99999 where compressor_unlimited is true. Until a renewal is paid, what it grants so far */
                                compressor_limit: number;
                                /** @description Used beyond earlier allowances, or taken by the operator beyond this one; what this period grants pays it first */
                                compressor_owed: number;
                                /** @description The part of compressor_used that running batches hold */
                                compressor_reserved: number;
                                compressor_unlimited: boolean;
                                /** @description Includes what running batches hold */
                                compressor_used: number;
                                /** @description The same for AI credits */
                                ia_credits_adjusted: number;
                                /** @description The same for AI credits; 99999 where ia_credits_unlimited is true */
                                ia_credits_monthly: number;
                                /** @description The same for AI credits */
                                ia_credits_owed: number;
                                ia_credits_remaining: number;
                                ia_credits_reserved: number;
                                ia_credits_unlimited: boolean;
                                ia_credits_used: number;
                                ia_topup_credits: number;
                                /** @description Top-ups that were refunded or disputed after they were spent; what comes in pays them first */
                                ia_topup_debt: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339 in UTC
                                 */
                                period_end: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339 in UTC
                                 */
                                period_start: string;
                                plan: string;
                                topups: {
                                    /** @description Where a signed-in person buys it; null without billing */
                                    large: string | null;
                                    /** @description Where a signed-in person buys it; null without billing */
                                    medium: string | null;
                                    /** @description Where a signed-in person buys it; null without billing */
                                    small: string | null;
                                };
                            };
                            /** @description Of a batch whose images wait; those of an ended one do not */
                            waitsFor: null;
                            watermark: {
                                [key: string]: unknown;
                            } | null;
                        };
                        /**
                         * Format: date-time
                         * @description When the event was made
                         */
                        timestamp: string;
                        /** @constant */
                        type: "batch.failed";
                    };
                };
            };
            responses: {
                /** @description Taken */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is there any more: the endpoint is disabled */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Tried again later, not before `Retry-After` */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "credits.topup_granted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** AI credits were added: a top-up was bought, or a reversal undone. */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 1 for the first */
                    "webhook-attempt": string;
                    /** @description The event’s id: the same on every attempt */
                    "webhook-id": string;
                    /** @description `v1,<base64>`; two of them, parted by a space, while a new secret overlaps the old */
                    "webhook-signature": string;
                    /** @description When this attempt was made, in seconds since 1970 */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "credits.topup_granted",
                     *       "timestamp": "2026-11-22T10:01:24.100Z",
                     *       "data": {
                     *         "credits": 500,
                     *         "balance": 500
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: {
                            /** @description Top-up credits that are free now */
                            balance: number;
                            credits: number;
                        };
                        /**
                         * Format: date-time
                         * @description When the event was made
                         */
                        timestamp: string;
                        /** @constant */
                        type: "credits.topup_granted";
                    };
                };
            };
            responses: {
                /** @description Taken */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is there any more: the endpoint is disabled */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Tried again later, not before `Retry-After` */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "credits.topup_low": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fewer top-up credits are free than the account wants to be told of (PUT /api/usage/alerts). Once each time that happens. */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 1 for the first */
                    "webhook-attempt": string;
                    /** @description The event’s id: the same on every attempt */
                    "webhook-id": string;
                    /** @description `v1,<base64>`; two of them, parted by a space, while a new secret overlaps the old */
                    "webhook-signature": string;
                    /** @description When this attempt was made, in seconds since 1970 */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "credits.topup_low",
                     *       "timestamp": "2026-11-22T10:01:24.100Z",
                     *       "data": {
                     *         "balance": 18,
                     *         "below": 20,
                     *         "seq": 4711
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: {
                            /** @description Top-up credits that are free now */
                            balance: number;
                            below: number;
                            /** @description Rises with every change of the account’s credits; a message with a lower one is older */
                            seq: number;
                        };
                        /**
                         * Format: date-time
                         * @description When the event was made
                         */
                        timestamp: string;
                        /** @constant */
                        type: "credits.topup_low";
                    };
                };
            };
            responses: {
                /** @description Taken */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is there any more: the endpoint is disabled */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Tried again later, not before `Retry-After` */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "credits.topup_reversed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** AI credits were taken back after a refund or a dispute. */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 1 for the first */
                    "webhook-attempt": string;
                    /** @description The event’s id: the same on every attempt */
                    "webhook-id": string;
                    /** @description `v1,<base64>`; two of them, parted by a space, while a new secret overlaps the old */
                    "webhook-signature": string;
                    /** @description When this attempt was made, in seconds since 1970 */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "credits.topup_reversed",
                     *       "timestamp": "2026-11-22T10:01:24.100Z",
                     *       "data": {
                     *         "credits": 500,
                     *         "balance": 0
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: {
                            /** @description Top-up credits that are free now */
                            balance: number;
                            credits: number;
                        };
                        /**
                         * Format: date-time
                         * @description When the event was made
                         */
                        timestamp: string;
                        /** @constant */
                        type: "credits.topup_reversed";
                    };
                };
            };
            responses: {
                /** @description Taken */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is there any more: the endpoint is disabled */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Tried again later, not before `Retry-After` */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "usage.period_reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A billing period has ended: its figures, and the dates of the next one. */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 1 for the first */
                    "webhook-attempt": string;
                    /** @description The event’s id: the same on every attempt */
                    "webhook-id": string;
                    /** @description `v1,<base64>`; two of them, parted by a space, while a new secret overlaps the old */
                    "webhook-signature": string;
                    /** @description When this attempt was made, in seconds since 1970 */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "usage.period_reset",
                     *       "timestamp": "2026-11-22T10:01:24.100Z",
                     *       "data": {
                     *         "closed": {
                     *           "plan": "agency",
                     *           "period_start": "2026-11-01T09:30:00.000Z",
                     *           "period_end": "2026-12-01T09:30:00.000Z",
                     *           "compressor_used": 1200,
                     *           "compressor_limit": 99999,
                     *           "compressor_reserved": 0,
                     *           "ia_credits_used": 1200,
                     *           "ia_credits_monthly": 10000,
                     *           "ia_credits_reserved": 0,
                     *           "compressor_unlimited": true,
                     *           "ia_credits_unlimited": false,
                     *           "compressor_owed": 0,
                     *           "ia_credits_owed": 0,
                     *           "compressor_adjusted": 0,
                     *           "ia_credits_adjusted": 0
                     *         },
                     *         "period_start": "2026-12-01T09:30:00.000Z",
                     *         "period_end": "2027-01-01T09:30:00.000Z",
                     *         "seq": 4712
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: {
                            closed: {
                                /** @description What the operator added to this period; below zero: took of it. compressor_limit has it */
                                compressor_adjusted: number;
                                /** @description What this period grants; 99999 where compressor_unlimited is true. Until a renewal is paid, what it grants so far */
                                compressor_limit: number;
                                /** @description Used beyond earlier allowances, or taken by the operator beyond this one; what this period grants pays it first */
                                compressor_owed: number;
                                /** @description The part of compressor_used that running batches hold */
                                compressor_reserved: number;
                                compressor_unlimited: boolean;
                                /** @description Includes what running batches hold */
                                compressor_used: number;
                                /** @description The same for AI credits */
                                ia_credits_adjusted: number;
                                /** @description The same for AI credits; 99999 where ia_credits_unlimited is true */
                                ia_credits_monthly: number;
                                /** @description The same for AI credits */
                                ia_credits_owed: number;
                                ia_credits_reserved: number;
                                ia_credits_unlimited: boolean;
                                ia_credits_used: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339 in UTC
                                 */
                                period_end: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339 in UTC
                                 */
                                period_start: string;
                                plan: string;
                            };
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_end: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_start: string;
                            /** @description Rises with every change of the account’s credits; a message with a lower one is older */
                            seq: number;
                        };
                        /**
                         * Format: date-time
                         * @description When the event was made
                         */
                        timestamp: string;
                        /** @constant */
                        type: "usage.period_reset";
                    };
                };
            };
            responses: {
                /** @description Taken */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is there any more: the endpoint is disabled */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Tried again later, not before `Retry-After` */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "usage.threshold_reached": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A percent of an allowance is used that the account wants to be told of (PUT /api/usage/alerts; 80 and 100 at first). Once each time it is crossed. */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 1 for the first */
                    "webhook-attempt": string;
                    /** @description The event’s id: the same on every attempt */
                    "webhook-id": string;
                    /** @description `v1,<base64>`; two of them, parted by a space, while a new secret overlaps the old */
                    "webhook-signature": string;
                    /** @description When this attempt was made, in seconds since 1970 */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "usage.threshold_reached",
                     *       "timestamp": "2026-11-22T10:01:24.100Z",
                     *       "data": {
                     *         "credit": "ai",
                     *         "percent": 80,
                     *         "seq": 4711
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: {
                            /** @enum {string} */
                            credit: "compression" | "ai";
                            percent: number;
                            /** @description Rises with every change of the account’s credits; a message with a lower one is older */
                            seq: number;
                        };
                        /**
                         * Format: date-time
                         * @description When the event was made
                         */
                        timestamp: string;
                        /** @constant */
                        type: "usage.threshold_reached";
                    };
                };
            };
            responses: {
                /** @description Taken */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is there any more: the endpoint is disabled */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Tried again later, not before `Retry-After` */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "usage.updated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The account’s usage has changed; at most once a minute. Of two messages the one with the higher `seq` holds. */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 1 for the first */
                    "webhook-attempt": string;
                    /** @description The event’s id: the same on every attempt */
                    "webhook-id": string;
                    /** @description `v1,<base64>`; two of them, parted by a space, while a new secret overlaps the old */
                    "webhook-signature": string;
                    /** @description When this attempt was made, in seconds since 1970 */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "usage.updated",
                     *       "timestamp": "2026-11-22T10:01:24.100Z",
                     *       "data": {
                     *         "plan": "agency",
                     *         "period_start": "2026-11-01T09:30:00.000Z",
                     *         "period_end": "2026-12-01T09:30:00.000Z",
                     *         "compressor_used": 1200,
                     *         "compressor_limit": 99999,
                     *         "compressor_reserved": 0,
                     *         "ia_credits_used": 1200,
                     *         "ia_credits_monthly": 10000,
                     *         "ia_credits_reserved": 0,
                     *         "compressor_unlimited": true,
                     *         "ia_credits_unlimited": false,
                     *         "compressor_owed": 0,
                     *         "ia_credits_owed": 0,
                     *         "compressor_adjusted": 0,
                     *         "ia_credits_adjusted": 0,
                     *         "ia_topup_credits": 500,
                     *         "ia_topup_debt": 0,
                     *         "ia_credits_remaining": 9300,
                     *         "canCompress": true,
                     *         "canUseIA": true,
                     *         "topups": {
                     *           "small": "https://images.example.com/api/billing/topups/small",
                     *           "medium": "https://images.example.com/api/billing/topups/medium",
                     *           "large": "https://images.example.com/api/billing/topups/large"
                     *         },
                     *         "seq": 4711
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: {
                            canCompress: boolean;
                            canUseIA: boolean;
                            /** @description What the operator added to this period; below zero: took of it. compressor_limit has it */
                            compressor_adjusted: number;
                            /** @description What this period grants; 99999 where compressor_unlimited is true. Until a renewal is paid, what it grants so far */
                            compressor_limit: number;
                            /** @description Used beyond earlier allowances, or taken by the operator beyond this one; what this period grants pays it first */
                            compressor_owed: number;
                            /** @description The part of compressor_used that running batches hold */
                            compressor_reserved: number;
                            compressor_unlimited: boolean;
                            /** @description Includes what running batches hold */
                            compressor_used: number;
                            /** @description The same for AI credits */
                            ia_credits_adjusted: number;
                            /** @description The same for AI credits; 99999 where ia_credits_unlimited is true */
                            ia_credits_monthly: number;
                            /** @description The same for AI credits */
                            ia_credits_owed: number;
                            ia_credits_remaining: number;
                            ia_credits_reserved: number;
                            ia_credits_unlimited: boolean;
                            ia_credits_used: number;
                            ia_topup_credits: number;
                            /** @description Top-ups that were refunded or disputed after they were spent; what comes in pays them first */
                            ia_topup_debt: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_end: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_start: string;
                            plan: string;
                            /** @description Rises with every change of the account’s credits; a message with a lower one is older */
                            seq: number;
                            topups: {
                                /** @description Where a signed-in person buys it; null without billing */
                                large: string | null;
                                /** @description Where a signed-in person buys it; null without billing */
                                medium: string | null;
                                /** @description Where a signed-in person buys it; null without billing */
                                small: string | null;
                            };
                        };
                        /**
                         * Format: date-time
                         * @description When the event was made
                         */
                        timestamp: string;
                        /** @constant */
                        type: "usage.updated";
                    };
                };
            };
            responses: {
                /** @description Taken */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is there any more: the endpoint is disabled */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Tried again later, not before `Retry-After` */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.disabled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Nothing is sent to an endpoint any more: it answered 410, or failed for five days. Its other endpoints are told. */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 1 for the first */
                    "webhook-attempt": string;
                    /** @description The event’s id: the same on every attempt */
                    "webhook-id": string;
                    /** @description `v1,<base64>`; two of them, parted by a space, while a new secret overlaps the old */
                    "webhook-signature": string;
                    /** @description When this attempt was made, in seconds since 1970 */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "webhook.disabled",
                     *       "timestamp": "2026-11-22T10:01:24.100Z",
                     *       "data": {
                     *         "id": "whe_01jd3k7v9m2x4q8s6t0w1y5z3a",
                     *         "host": "hooks.example.com",
                     *         "forBatches": false,
                     *         "reason": "failing",
                     *         "failingSince": "2026-11-17T10:00:00.000Z",
                     *         "disabledAt": "2026-11-22T10:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: {
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            disabledAt: string;
                            failingSince: string | null;
                            /** @description True: a webhookUrl of batches; the next batch that names it resumes it */
                            forBatches: boolean;
                            host: string;
                            /** Format: starts_with */
                            id: string;
                            /** @enum {string} */
                            reason: "gone" | "failing";
                        };
                        /**
                         * Format: date-time
                         * @description When the event was made
                         */
                        timestamp: string;
                        /** @constant */
                        type: "webhook.disabled";
                    };
                };
            };
            responses: {
                /** @description Taken */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is there any more: the endpoint is disabled */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Tried again later, not before `Retry-After` */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent by POST /api/webhooks/:id/test, to that endpoint alone. */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 1 for the first */
                    "webhook-attempt": string;
                    /** @description The event’s id: the same on every attempt */
                    "webhook-id": string;
                    /** @description `v1,<base64>`; two of them, parted by a space, while a new secret overlaps the old */
                    "webhook-signature": string;
                    /** @description When this attempt was made, in seconds since 1970 */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "webhook.test",
                     *       "timestamp": "2026-11-22T10:01:24.100Z",
                     *       "data": {}
                     *     }
                     */
                    "application/json": {
                        data: Record<string, never>;
                        /**
                         * Format: date-time
                         * @description When the event was made
                         */
                        timestamp: string;
                        /** @constant */
                        type: "webhook.test";
                    };
                };
            };
            responses: {
                /** @description Taken */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is there any more: the endpoint is disabled */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Tried again later, not before `Retry-After` */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    AccountController_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Those the person can switch to; null for a key */
                        accounts: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            role: "owner" | "member";
                            suspended: boolean;
                        }[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        email: string;
                        features: ("ai" | "watermark" | "api")[];
                        id: string;
                        limits: {
                            /** @description null is unlimited */
                            ai: number | null;
                            /** @description null is unlimited */
                            compressions: number | null;
                            /** @description null is unlimited */
                            requestsPerMinute: number | null;
                        };
                        name: string;
                        /** @enum {string|null} */
                        nextPlan: "free" | "starter" | "pro" | "agency" | null;
                        /**
                         * Format: date-time
                         * @description It waits for the first end of a period that is not before this; null for the next end
                         */
                        nextPlanAt: string | null;
                        /** @description Who is signed in; null for a key */
                        person: {
                            email: string;
                            id: string;
                            name: string;
                        } | null;
                        /** @enum {string} */
                        plan: "free" | "starter" | "pro" | "agency";
                        /** @description Its people need a second factor to work in it; keys do not */
                        requireSecondFactor: boolean;
                        /** @enum {string} */
                        role: "owner" | "member";
                        /** @description Whoever is signed in is its only owner: they stay one, and cannot leave */
                        soleOwner: boolean;
                        /** @description People with addresses of this domain sign in through OpenID Connect only */
                        ssoDomain: string | null;
                        suspended: boolean;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AccountController_change: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email?: string;
                    name?: string;
                    /** @description Everyone in the account needs a second factor. Only a signed-in owner who has one can turn this on */
                    requireSecondFactor?: boolean;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        email: string;
                        id: string;
                        name: string;
                        /** @enum {string|null} */
                        nextPlan: "free" | "starter" | "pro" | "agency" | null;
                        /**
                         * Format: date-time
                         * @description It waits for the first end of a period that is not before this; null for the next end
                         */
                        nextPlanAt: string | null;
                        /** @enum {string} */
                        plan: "free" | "starter" | "pro" | "agency";
                        /** @description Its people need a second factor to work in it; keys do not */
                        requireSecondFactor: boolean;
                        /** @description People with addresses of this domain sign in through OpenID Connect only */
                        ssoDomain: string | null;
                        suspended: boolean;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AccountController_accept: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        account: {
                            id: string;
                            name: string;
                        };
                        /** @enum {string} */
                        role: "owner" | "member";
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AccountController_leave: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AccountController_log: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            act: string;
                            actor: {
                                /** @description Of a person, as it was then */
                                email: string | null;
                                id: string | null;
                                kind: string;
                                /** @description Of a key, as it was then */
                                masked: string | null;
                                /** @description Of the person or key, as it was then; of the operator’s token */
                                name: string | null;
                            };
                            /** @description Of the request that led to it */
                            address: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            details: {
                                [key: string]: unknown;
                            };
                            id: string;
                            userAgent: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AccountController_exportLog: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AccountController_listMembers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            email: string;
                            /** Format: date-time */
                            expiresAt: string | null;
                            id: string;
                            name: string | null;
                            /** @enum {string} */
                            role: "owner" | "member";
                            /** Format: date-time */
                            since: string;
                            /** @enum {string} */
                            status: "member" | "invited";
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AccountController_invite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    /**
                     * @default member
                     * @enum {string}
                     */
                    role?: "owner" | "member";
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                        /** Format: date-time */
                        expiresAt: string | null;
                        id: string;
                        name: string | null;
                        /** @enum {string} */
                        role: "owner" | "member";
                        /** Format: date-time */
                        since: string;
                        /** @enum {string} */
                        status: "member" | "invited";
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AccountController_removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AccountController_changeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role: "owner" | "member";
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AccountController_switch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    account: string;
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: date-time */
                            createdAt: string;
                            email: string;
                            id: string;
                            name: string;
                            /** @enum {string|null} */
                            nextPlan: "free" | "starter" | "pro" | "agency" | null;
                            /**
                             * Format: date-time
                             * @description It waits for the first end of a period that is not before this; null for the next end
                             */
                            nextPlanAt: string | null;
                            /** @enum {string} */
                            plan: "free" | "starter" | "pro" | "agency";
                            /** @description Its people need a second factor to work in it; keys do not */
                            requireSecondFactor: boolean;
                            /** @description People with addresses of this domain sign in through OpenID Connect only */
                            ssoDomain: string | null;
                            suspended: boolean;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    anchor?: string;
                    /** Format: email */
                    email: string;
                    name: string;
                    /** @enum {string} */
                    plan: "free" | "starter" | "pro" | "agency";
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        account: {
                            /** @description US dollars that the AI may cost for it on one day (UTC); null: any amount */
                            aiCeiling: number | null;
                            /** @description Set for this account alone; null: AI_DOLLARS_PER_ACCOUNT_DAY */
                            aiDollarsPerDay: number | null;
                            /** @description What it has cost today, right to a second */
                            aiDollarsToday: number;
                            /** Format: date-time */
                            createdAt: string;
                            email: string;
                            id: string;
                            name: string;
                            /** @enum {string|null} */
                            nextPlan: "free" | "starter" | "pro" | "agency" | null;
                            /**
                             * Format: date-time
                             * @description It waits for the first end of a period that is not before this; null for the next end
                             */
                            nextPlanAt: string | null;
                            /** Format: date-time */
                            periodEnd: string;
                            /** Format: date-time */
                            periodStart: string;
                            /** @enum {string} */
                            plan: "free" | "starter" | "pro" | "agency";
                            /** @description Its people need a second factor to work in it; keys do not */
                            requireSecondFactor: boolean;
                            /** @description People with addresses of this domain sign in through OpenID Connect only */
                            ssoDomain: string | null;
                            suspended: boolean;
                            usage: {
                                canCompress: boolean;
                                canUseIA: boolean;
                                /** @description What the operator added to this period; below zero: took of it. compressor_limit has it */
                                compressor_adjusted: number;
                                /** @description What this period grants; 99999 where compressor_unlimited is true. Until a renewal is paid, what it grants so far */
                                compressor_limit: number;
                                /** @description Used beyond earlier allowances, or taken by the operator beyond this one; what this period grants pays it first */
                                compressor_owed: number;
                                /** @description The part of compressor_used that running batches hold */
                                compressor_reserved: number;
                                compressor_unlimited: boolean;
                                /** @description Includes what running batches hold */
                                compressor_used: number;
                                /** @description The same for AI credits */
                                ia_credits_adjusted: number;
                                /** @description The same for AI credits; 99999 where ia_credits_unlimited is true */
                                ia_credits_monthly: number;
                                /** @description The same for AI credits */
                                ia_credits_owed: number;
                                ia_credits_remaining: number;
                                ia_credits_reserved: number;
                                ia_credits_unlimited: boolean;
                                ia_credits_used: number;
                                ia_topup_credits: number;
                                /** @description Top-ups that were refunded or disputed after they were spent; what comes in pays them first */
                                ia_topup_debt: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339 in UTC
                                 */
                                period_end: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339 in UTC
                                 */
                                period_start: string;
                                plan: string;
                                topups: {
                                    /**
                                     * Format: uri
                                     * @description Where a signed-in person buys it; null without billing
                                     */
                                    large: string | null;
                                    /**
                                     * Format: uri
                                     * @description Where a signed-in person buys it; null without billing
                                     */
                                    medium: string | null;
                                    /**
                                     * Format: uri
                                     * @description Where a signed-in person buys it; null without billing
                                     */
                                    small: string | null;
                                };
                            };
                        };
                        key: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description US dollars that the AI may cost for it on one day (UTC); null: any amount */
                        aiCeiling: number | null;
                        /** @description Set for this account alone; null: AI_DOLLARS_PER_ACCOUNT_DAY */
                        aiDollarsPerDay: number | null;
                        /** @description What it has cost today, right to a second */
                        aiDollarsToday: number;
                        /** Format: date-time */
                        createdAt: string;
                        email: string;
                        id: string;
                        name: string;
                        /** @enum {string|null} */
                        nextPlan: "free" | "starter" | "pro" | "agency" | null;
                        /**
                         * Format: date-time
                         * @description It waits for the first end of a period that is not before this; null for the next end
                         */
                        nextPlanAt: string | null;
                        /** Format: date-time */
                        periodEnd: string;
                        /** Format: date-time */
                        periodStart: string;
                        /** @enum {string} */
                        plan: "free" | "starter" | "pro" | "agency";
                        /** @description Its people need a second factor to work in it; keys do not */
                        requireSecondFactor: boolean;
                        /** @description People with addresses of this domain sign in through OpenID Connect only */
                        ssoDomain: string | null;
                        suspended: boolean;
                        usage: {
                            canCompress: boolean;
                            canUseIA: boolean;
                            /** @description What the operator added to this period; below zero: took of it. compressor_limit has it */
                            compressor_adjusted: number;
                            /** @description What this period grants; 99999 where compressor_unlimited is true. Until a renewal is paid, what it grants so far */
                            compressor_limit: number;
                            /** @description Used beyond earlier allowances, or taken by the operator beyond this one; what this period grants pays it first */
                            compressor_owed: number;
                            /** @description The part of compressor_used that running batches hold */
                            compressor_reserved: number;
                            compressor_unlimited: boolean;
                            /** @description Includes what running batches hold */
                            compressor_used: number;
                            /** @description The same for AI credits */
                            ia_credits_adjusted: number;
                            /** @description The same for AI credits; 99999 where ia_credits_unlimited is true */
                            ia_credits_monthly: number;
                            /** @description The same for AI credits */
                            ia_credits_owed: number;
                            ia_credits_remaining: number;
                            ia_credits_reserved: number;
                            ia_credits_unlimited: boolean;
                            ia_credits_used: number;
                            ia_topup_credits: number;
                            /** @description Top-ups that were refunded or disputed after they were spent; what comes in pays them first */
                            ia_topup_debt: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_end: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_start: string;
                            plan: string;
                            topups: {
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                large: string | null;
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                medium: string | null;
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                small: string | null;
                            };
                        };
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    aiDollarsPerDay?: number | null;
                    /** @enum {string} */
                    allowance?: "prorated" | "full";
                    /**
                     * @default now
                     * @enum {string}
                     */
                    at?: "now" | "periodEnd";
                    /** @enum {string} */
                    plan?: "free" | "starter" | "pro" | "agency";
                    ssoDomain?: string | null;
                    suspended?: boolean;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description US dollars that the AI may cost for it on one day (UTC); null: any amount */
                        aiCeiling: number | null;
                        /** @description Set for this account alone; null: AI_DOLLARS_PER_ACCOUNT_DAY */
                        aiDollarsPerDay: number | null;
                        /** @description What it has cost today, right to a second */
                        aiDollarsToday: number;
                        /** @description With `suspended: true`: batches that were open; what is not started is refunded within seconds */
                        canceledBatches?: number;
                        /** Format: date-time */
                        createdAt: string;
                        email: string;
                        id: string;
                        name: string;
                        /** @enum {string|null} */
                        nextPlan: "free" | "starter" | "pro" | "agency" | null;
                        /**
                         * Format: date-time
                         * @description It waits for the first end of a period that is not before this; null for the next end
                         */
                        nextPlanAt: string | null;
                        /** Format: date-time */
                        periodEnd: string;
                        /** Format: date-time */
                        periodStart: string;
                        /** @enum {string} */
                        plan: "free" | "starter" | "pro" | "agency";
                        /** @description Its people need a second factor to work in it; keys do not */
                        requireSecondFactor: boolean;
                        /** @description People with addresses of this domain sign in through OpenID Connect only */
                        ssoDomain: string | null;
                        suspended: boolean;
                        usage: {
                            canCompress: boolean;
                            canUseIA: boolean;
                            /** @description What the operator added to this period; below zero: took of it. compressor_limit has it */
                            compressor_adjusted: number;
                            /** @description What this period grants; 99999 where compressor_unlimited is true. Until a renewal is paid, what it grants so far */
                            compressor_limit: number;
                            /** @description Used beyond earlier allowances, or taken by the operator beyond this one; what this period grants pays it first */
                            compressor_owed: number;
                            /** @description The part of compressor_used that running batches hold */
                            compressor_reserved: number;
                            compressor_unlimited: boolean;
                            /** @description Includes what running batches hold */
                            compressor_used: number;
                            /** @description The same for AI credits */
                            ia_credits_adjusted: number;
                            /** @description The same for AI credits; 99999 where ia_credits_unlimited is true */
                            ia_credits_monthly: number;
                            /** @description The same for AI credits */
                            ia_credits_owed: number;
                            ia_credits_remaining: number;
                            ia_credits_reserved: number;
                            ia_credits_unlimited: boolean;
                            ia_credits_used: number;
                            ia_topup_credits: number;
                            /** @description Top-ups that were refunded or disputed after they were spent; what comes in pays them first */
                            ia_topup_debt: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_end: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_start: string;
                            plan: string;
                            topups: {
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                large: string | null;
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                medium: string | null;
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                small: string | null;
                            };
                        };
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_adjust: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    amount: number;
                    /** @enum {string} */
                    credit: "compression" | "ai";
                    reason: string;
                    reference: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        actor: string;
                        amount: number;
                        /** Format: date-time */
                        at: string;
                        /** @enum {string} */
                        credit: "compression" | "ai";
                        /** @description false when the reference was entered before, with the same content */
                        moved: boolean;
                        reason: string;
                        reference: string;
                        usage: {
                            canCompress: boolean;
                            canUseIA: boolean;
                            /** @description What the operator added to this period; below zero: took of it. compressor_limit has it */
                            compressor_adjusted: number;
                            /** @description What this period grants; 99999 where compressor_unlimited is true. Until a renewal is paid, what it grants so far */
                            compressor_limit: number;
                            /** @description Used beyond earlier allowances, or taken by the operator beyond this one; what this period grants pays it first */
                            compressor_owed: number;
                            /** @description The part of compressor_used that running batches hold */
                            compressor_reserved: number;
                            compressor_unlimited: boolean;
                            /** @description Includes what running batches hold */
                            compressor_used: number;
                            /** @description The same for AI credits */
                            ia_credits_adjusted: number;
                            /** @description The same for AI credits; 99999 where ia_credits_unlimited is true */
                            ia_credits_monthly: number;
                            /** @description The same for AI credits */
                            ia_credits_owed: number;
                            ia_credits_remaining: number;
                            ia_credits_reserved: number;
                            ia_credits_unlimited: boolean;
                            ia_credits_used: number;
                            ia_topup_credits: number;
                            /** @description Top-ups that were refunded or disputed after they were spent; what comes in pays them first */
                            ia_topup_debt: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_end: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_start: string;
                            plan: string;
                            topups: {
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                large: string | null;
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                medium: string | null;
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                small: string | null;
                            };
                        };
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_cancelBatches: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description batches that were open; what is not started is refunded within seconds */
                        canceled: number;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorLedgerController_list: {
        parameters: {
            query?: {
                /** @description ai has the top-ups too */
                credit?: "compression" | "ai";
                cursor?: string;
                /** @description csv or jsonl: all entries at once, oldest first, as with `Accept: text/csv` or `application/jsonl` */
                format?: "json" | "csv" | "jsonl";
                from?: string;
                limit?: number;
                to?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description service, stripe or operator; the operator also sees which one */
                            actor: string | null;
                            amount: number;
                            /** @description What is left behind the entry: of the period’s allowance, or of the top-ups. Below zero is owed. Null: unlimited */
                            balance: number | null;
                            batchId: string | null;
                            /** @enum {string} */
                            bucket: "compression" | "ai" | "topup";
                            /** @description What the entry adds to what is left; below zero: takes of it. What is used was taken when it was held */
                            change: number;
                            /** Format: date-time */
                            createdAt: string;
                            /** @enum {string} */
                            entry: "reserve" | "settle" | "release" | "grant" | "reverse" | "reinstate" | "allowance" | "raise" | "lower" | "carry" | "uncarry" | "lapse" | "unlapse" | "add" | "deduct";
                            id: string;
                            /** @description Where plan is given: the limit after the entry; null is unlimited and counts as 0 */
                            limit: number | null;
                            periodNo: number;
                            /** @description Of entries about an allowance: allowance, raise and lower */
                            plan: string | null;
                            reason: string | null;
                            reference: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_log: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            act: string;
                            actor: {
                                /** @description Of a person, as it was then */
                                email: string | null;
                                id: string | null;
                                kind: string;
                                /** @description Of a key, as it was then */
                                masked: string | null;
                                /** @description Of the person or key, as it was then; of the operator’s token */
                                name: string | null;
                            };
                            /** @description Of the request that led to it */
                            address: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            details: {
                                [key: string]: unknown;
                            };
                            id: string;
                            userAgent: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_exportLog: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_invite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    /**
                     * @default member
                     * @enum {string}
                     */
                    role?: "owner" | "member";
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                        /** Format: date-time */
                        expiresAt: string | null;
                        id: string;
                        name: string | null;
                        /** @enum {string} */
                        role: "owner" | "member";
                        /** Format: date-time */
                        since: string;
                        /** @enum {string} */
                        status: "member" | "invited";
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_reinstate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reversal: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        credits: number;
                        /** @description false when the reference was entered before */
                        moved: boolean;
                        usage: {
                            canCompress: boolean;
                            canUseIA: boolean;
                            /** @description What the operator added to this period; below zero: took of it. compressor_limit has it */
                            compressor_adjusted: number;
                            /** @description What this period grants; 99999 where compressor_unlimited is true. Until a renewal is paid, what it grants so far */
                            compressor_limit: number;
                            /** @description Used beyond earlier allowances, or taken by the operator beyond this one; what this period grants pays it first */
                            compressor_owed: number;
                            /** @description The part of compressor_used that running batches hold */
                            compressor_reserved: number;
                            compressor_unlimited: boolean;
                            /** @description Includes what running batches hold */
                            compressor_used: number;
                            /** @description The same for AI credits */
                            ia_credits_adjusted: number;
                            /** @description The same for AI credits; 99999 where ia_credits_unlimited is true */
                            ia_credits_monthly: number;
                            /** @description The same for AI credits */
                            ia_credits_owed: number;
                            ia_credits_remaining: number;
                            ia_credits_reserved: number;
                            ia_credits_unlimited: boolean;
                            ia_credits_used: number;
                            ia_topup_credits: number;
                            /** @description Top-ups that were refunded or disputed after they were spent; what comes in pays them first */
                            ia_topup_debt: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_end: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_start: string;
                            plan: string;
                            topups: {
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                large: string | null;
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                medium: string | null;
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                small: string | null;
                            };
                        };
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_reverse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    credits: number;
                    reference: string;
                    topup: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        credits: number;
                        /** @description false when the reference was entered before */
                        moved: boolean;
                        usage: {
                            canCompress: boolean;
                            canUseIA: boolean;
                            /** @description What the operator added to this period; below zero: took of it. compressor_limit has it */
                            compressor_adjusted: number;
                            /** @description What this period grants; 99999 where compressor_unlimited is true. Until a renewal is paid, what it grants so far */
                            compressor_limit: number;
                            /** @description Used beyond earlier allowances, or taken by the operator beyond this one; what this period grants pays it first */
                            compressor_owed: number;
                            /** @description The part of compressor_used that running batches hold */
                            compressor_reserved: number;
                            compressor_unlimited: boolean;
                            /** @description Includes what running batches hold */
                            compressor_used: number;
                            /** @description The same for AI credits */
                            ia_credits_adjusted: number;
                            /** @description The same for AI credits; 99999 where ia_credits_unlimited is true */
                            ia_credits_monthly: number;
                            /** @description The same for AI credits */
                            ia_credits_owed: number;
                            ia_credits_remaining: number;
                            ia_credits_reserved: number;
                            ia_credits_unlimited: boolean;
                            ia_credits_used: number;
                            ia_topup_credits: number;
                            /** @description Top-ups that were refunded or disputed after they were spent; what comes in pays them first */
                            ia_topup_debt: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_end: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_start: string;
                            plan: string;
                            topups: {
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                large: string | null;
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                medium: string | null;
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                small: string | null;
                            };
                        };
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_grant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    credits: number;
                    reference: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        credits: number;
                        /** @description false when the reference was entered before */
                        moved: boolean;
                        usage: {
                            canCompress: boolean;
                            canUseIA: boolean;
                            /** @description What the operator added to this period; below zero: took of it. compressor_limit has it */
                            compressor_adjusted: number;
                            /** @description What this period grants; 99999 where compressor_unlimited is true. Until a renewal is paid, what it grants so far */
                            compressor_limit: number;
                            /** @description Used beyond earlier allowances, or taken by the operator beyond this one; what this period grants pays it first */
                            compressor_owed: number;
                            /** @description The part of compressor_used that running batches hold */
                            compressor_reserved: number;
                            compressor_unlimited: boolean;
                            /** @description Includes what running batches hold */
                            compressor_used: number;
                            /** @description The same for AI credits */
                            ia_credits_adjusted: number;
                            /** @description The same for AI credits; 99999 where ia_credits_unlimited is true */
                            ia_credits_monthly: number;
                            /** @description The same for AI credits */
                            ia_credits_owed: number;
                            ia_credits_remaining: number;
                            ia_credits_reserved: number;
                            ia_credits_unlimited: boolean;
                            ia_credits_used: number;
                            ia_topup_credits: number;
                            /** @description Top-ups that were refunded or disputed after they were spent; what comes in pays them first */
                            ia_topup_debt: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_end: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_start: string;
                            plan: string;
                            topups: {
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                large: string | null;
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                medium: string | null;
                                /**
                                 * Format: uri
                                 * @description Where a signed-in person buys it; null without billing
                                 */
                                small: string | null;
                            };
                        };
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_audit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checks: {
                            detail: string;
                            name: string;
                            ok: boolean;
                        }[];
                        ok: boolean;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_batch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountId: string;
                        ai: {
                            cachedInputTokens: number;
                            fromCache: number;
                            inputTokens: number;
                            /** @description Millionths of a US dollar; null when the price of the model is unknown */
                            microdollars: number | null;
                            outputTokens: number;
                            parts: {
                                cachedInputTokens: number;
                                delivery: string;
                                fromCache: number;
                                inputTokens: number;
                                /** @description Millionths of a US dollar; null when the price of the model is unknown */
                                microdollars: number | null;
                                model: string;
                                outputTokens: number;
                                requests: number;
                            }[];
                            requests: number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        endedAt: string | null;
                        id: string;
                        status: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_cancelBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ai: {
                            /** @default false */
                            altText: boolean;
                            context?: string;
                            /** @enum {string} */
                            delivery?: "direct" | "batch";
                            /** @default en */
                            language: string;
                            /** @default false */
                            seoRename: boolean;
                        } | null;
                        bytes: {
                            in: number;
                            out: number;
                            saved: number;
                        };
                        compress: {
                            /**
                             * @default webp
                             * @enum {string}
                             */
                            format: "webp" | "avif" | "jpg" | "png" | "auto" | "keep";
                            /** @default null */
                            maxHeight: number | null;
                            /** @default null */
                            maxWidth: number | null;
                            /**
                             * @default strip
                             * @enum {string}
                             */
                            metadata: "strip" | "keep" | "copyright";
                            /** @default 82 */
                            quality: "auto" | number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        credits: {
                            ai: {
                                fromTopup: number;
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                            compression: {
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                        };
                        destination: {
                            cacheControl?: string;
                            connection: string | null;
                            /** @default optimized/{path}{name}.{ext} */
                            key: string;
                            /** @default false */
                            overwrite: boolean;
                        };
                        /** Format: date-time */
                        endedAt: string | null;
                        error: {
                            [key: string]: unknown;
                        } | null;
                        estimate: {
                            /** Format: date-time */
                            at: string;
                            byExtension: {
                                [key: string]: number;
                            };
                            bytes: {
                                in: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                                saved: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                            };
                            credits: {
                                ai: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                                compression: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                            };
                            images: number;
                            sample: {
                                failed: {
                                    [key: string]: number;
                                };
                                images: number;
                                skipped: {
                                    [key: string]: number;
                                };
                                succeeded: number;
                            };
                        } | null;
                        id: string;
                        images: {
                            canceled: number;
                            failed: number;
                            processing: number;
                            queued: number;
                            skipped: number;
                            succeeded: number;
                            total: number;
                        };
                        metadata: {
                            [key: string]: string;
                        };
                        /** @description Why the service paused it by itself; null when a caller did */
                        pauseCause: {
                            message: string;
                            /** @enum {string} */
                            reason: "not_found" | "access_denied" | "not_an_image" | "corrupt" | "too_large" | "too_many_pixels" | "unsupported_format" | "source_changed" | "timeout" | "storage_error" | "ai_refused" | "ai_failed" | "unchanged" | "not_smaller" | "no_credits" | "canceled" | "internal";
                        } | null;
                        progress: {
                            done: number;
                            etaSeconds: number | null;
                            imagesPerSecond: number;
                            ratio: number;
                            total: number;
                        };
                        source: {
                            /** @description null for uploaded files */
                            connection: string | null;
                            exclude?: string[];
                            include?: string[];
                            keyCount?: number;
                            keys?: string[];
                            manifest?: string;
                            prefix?: string | "";
                            reason?: string[];
                            retryOf?: string;
                            upload?: {
                                files: number;
                                sessionId: string;
                            };
                        };
                        /** Format: date-time */
                        startedAt: string | null;
                        /** @enum {string} */
                        status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
                        /** @description Why its images are not worked on now, and until when. `ai_ceiling`: the account has used what the AI may cost for it in a day */
                        waitsFor: {
                            /** @enum {string} */
                            reason: "ai_ceiling";
                            /** Format: date-time */
                            until: string;
                        } | null;
                        watermark: {
                            etag: string;
                            key: string;
                            /** @default 100 */
                            opacity: number;
                            /**
                             * @default BR
                             * @enum {string}
                             */
                            position: "TL" | "TC" | "TR" | "ML" | "MC" | "MR" | "BL" | "BC" | "BR";
                            /** @default 20 */
                            scale: number;
                        } | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BillingReportController_report: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        configured: boolean;
                        events: {
                            failing: number;
                            /** @description Of customers that no account has */
                            unknown: number;
                            unknownLast: {
                                /**
                                 * Format: date-time
                                 * @description By the clock of Stripe
                                 */
                                createdAt: string;
                                customer: string | null;
                                id: string;
                                payment: string | null;
                                /** Format: date-time */
                                receivedAt: string;
                                type: string;
                            }[];
                            waiting: number;
                            waitingFirst: {
                                attempts: number;
                                /**
                                 * Format: date-time
                                 * @description By the clock of Stripe
                                 */
                                createdAt: string;
                                customer: string | null;
                                error: string | null;
                                id: string;
                                /** Format: date-time */
                                nextAt: string;
                                payment: string | null;
                                /** Format: date-time */
                                receivedAt: string;
                                type: string;
                            }[];
                        };
                        /** @description What rounds put right, newest first */
                        healed: {
                            account: string;
                            changes: string[];
                            /** Format: date-time */
                            createdAt: string;
                            reconcile: string;
                        }[];
                        /** @description How customers change and end subscriptions; null without billing */
                        portal: {
                            configuration: string | null;
                            /** @description Why it is as the dashboard of Stripe says */
                            problem: string | null;
                        } | null;
                        /** @description The last round, or the one under way */
                        reconcile: {
                            /** Format: date-time */
                            endedAt: string | null;
                            error: string | null;
                            healed: number;
                            id: string;
                            looked: number;
                            phase: string;
                            /** Format: date-time */
                            startedAt: string;
                        } | null;
                        /** @description Subscriptions of which Stripe gave time back, newest first: their allowances are not lowered by it alone */
                        refundedTime: {
                            account: string;
                            amount: number;
                            /** Format: date-time */
                            createdAt: string;
                            currency: string;
                            invoice: string;
                            subscription: string;
                        }[];
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_listFaults: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            accountId: string | null;
                            /**
                             * @description what the service was doing
                             * @enum {string}
                             */
                            duty: "settle" | "cancel" | "expire" | "end_expansion" | "roll" | "announce" | "reconcile";
                            error: string;
                            /** Format: date-time */
                            firstAt: string;
                            /** Format: date-time */
                            lastAt: string;
                            /**
                             * Format: date-time
                             * @description when it is tried again
                             */
                            retryAt: string;
                            /** @description the batch, account or checkout that it failed on */
                            subject: string;
                            times: number;
                        }[];
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_resetSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                        /** @description false while the service cannot send mails */
                        mailed: boolean;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_queues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description batches that have not ended, and their images that have not */
                        batches: {
                            batches: number;
                            images: number;
                            /** @enum {string} */
                            status: "expanding" | "queued" | "running" | "paused";
                        }[];
                        /** @description what Redis holds of it at this moment; null while it does not answer */
                        queues: {
                            active: number;
                            delayed: number;
                            /** @enum {string} */
                            name: "images" | "deliveries" | "billing";
                            waiting: number;
                        }[] | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OperatorController_reseal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    after?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OwnSignInController_listAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description The session acts for it */
                            current: boolean;
                            id: string;
                            name: string;
                            /** @enum {string} */
                            role: "owner" | "member";
                            suspended: boolean;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OwnSignInController_changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currentPassword: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    FactorsController_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code?: string;
                    password?: string;
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    FactorsController_factors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many are left */
                        backupCodes: number;
                        /**
                         * Format: date-time
                         * @description Until then nothing asks to confirm
                         */
                        confirmedUntil: string;
                        passkeys: number;
                        /** @description Whether the person signs in with one */
                        password: boolean;
                        twoFactor: boolean;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AuthController_readInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The name that its owners gave it */
                        account: string;
                        email: string;
                        /** @enum {string} */
                        role: "owner" | "member";
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OidcController_methods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The provider that people can sign in with */
                        oidc: {
                            name: string;
                        } | null;
                        /** @description The only pages at which passkeys are accepted */
                        passkeys: {
                            origin: string;
                        };
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OidcController_finish: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To a page of ours: the one that was asked for, or that for signing in */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OidcController_start: {
        parameters: {
            query?: {
                again?: unknown;
                next?: unknown;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the provider */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    PasskeysController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: date-time */
                            createdAt: string;
                            id: string;
                            /** Format: date-time */
                            lastUsedAt: string | null;
                            name: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    PasskeysController_add: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    response: {
                        /** @enum {string|null} */
                        authenticatorAttachment?: "platform" | "cross-platform" | null;
                        /** @default {} */
                        clientExtensionResults?: {
                            [key: string]: unknown;
                        };
                        id: string;
                        rawId: string;
                        response: {
                            attestationObject: string;
                            clientDataJSON: string;
                            transports?: string[];
                        };
                        /** @enum {string} */
                        type: "public-key";
                    };
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        id: string;
                        /** Format: date-time */
                        lastUsedAt: string | null;
                        name: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    PasskeysController_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    PasskeysController_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    response: {
                        /** @enum {string|null} */
                        authenticatorAttachment?: "platform" | "cross-platform" | null;
                        /** @default {} */
                        clientExtensionResults?: {
                            [key: string]: unknown;
                        };
                        id: string;
                        rawId: string;
                        response: {
                            authenticatorData: string;
                            clientDataJSON: string;
                            signature: string;
                            userHandle?: string | null;
                        };
                        /** @enum {string} */
                        type: "public-key";
                    };
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    PasskeysController_beginConfirmation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description For the browser, as WebAuthn has them in JSON */
                        options: {
                            challenge: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    PasskeysController_begin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description For the browser, as WebAuthn has them in JSON */
                        options: {
                            challenge: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    FactorSignInController_withPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    response: {
                        /** @enum {string|null} */
                        authenticatorAttachment?: "platform" | "cross-platform" | null;
                        /** @default {} */
                        clientExtensionResults?: {
                            [key: string]: unknown;
                        };
                        id: string;
                        rawId: string;
                        response: {
                            authenticatorData: string;
                            clientDataJSON: string;
                            signature: string;
                            userHandle?: string | null;
                        };
                        /** @enum {string} */
                        type: "public-key";
                    };
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        person: {
                            email: string;
                            id: string;
                            name: string;
                        };
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    FactorSignInController_beginPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description For the browser, as WebAuthn has them in JSON */
                        options: {
                            challenge: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AuthController_resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    newPassword: string;
                    token: string;
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AuthController_requestPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OwnSignInController_listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description As of its last use */
                            address: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** @description The session of this request */
                            current: boolean;
                            device: string;
                            /** Format: date-time */
                            expiresAt: string;
                            id: string;
                            /**
                             * Format: date-time
                             * @description To the minute
                             */
                            lastUsedAt: string;
                            userAgent: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OwnSignInController_endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OwnSignInController_endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AuthController_signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                    /** @default true */
                    remember?: boolean;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        person?: {
                            email: string;
                            id: string;
                            name: string;
                        };
                        /**
                         * @description The password is right; a code is to come, with `sign-in/two-factor`
                         * @enum {boolean}
                         */
                        twoFactor?: true;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    FactorSignInController_withCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        person: {
                            email: string;
                            id: string;
                            name: string;
                        };
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AuthController_signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    OwnSignInController_signOutEverywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AuthController_signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    FactorsController_newCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        backupCodes: string[];
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    FactorsController_disable: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password?: string;
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    FactorsController_begin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Shown here and never again; each works once */
                        backupCodes: string[];
                        /** @description For the app, as a picture or by hand */
                        totpUri: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    FactorsController_enable: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AuthController_sendVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AuthController_leadToSignUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the page for signing up */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AuthController_verify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    newPassword: string;
                    token: string;
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BatchesController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                status?: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            ai: {
                                /** @default false */
                                altText: boolean;
                                context?: string;
                                /** @enum {string} */
                                delivery?: "direct" | "batch";
                                /** @default en */
                                language: string;
                                /** @default false */
                                seoRename: boolean;
                            } | null;
                            bytes: {
                                in: number;
                                out: number;
                                saved: number;
                            };
                            compress: {
                                /**
                                 * @default webp
                                 * @enum {string}
                                 */
                                format: "webp" | "avif" | "jpg" | "png" | "auto" | "keep";
                                /** @default null */
                                maxHeight: number | null;
                                /** @default null */
                                maxWidth: number | null;
                                /**
                                 * @default strip
                                 * @enum {string}
                                 */
                                metadata: "strip" | "keep" | "copyright";
                                /** @default 82 */
                                quality: "auto" | number;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            credits: {
                                ai: {
                                    fromTopup: number;
                                    refunded: number;
                                    reserved: number;
                                    used: number;
                                };
                                compression: {
                                    refunded: number;
                                    reserved: number;
                                    used: number;
                                };
                            };
                            destination: {
                                cacheControl?: string;
                                connection: string | null;
                                /** @default optimized/{path}{name}.{ext} */
                                key: string;
                                /** @default false */
                                overwrite: boolean;
                            };
                            /** Format: date-time */
                            endedAt: string | null;
                            error: {
                                [key: string]: unknown;
                            } | null;
                            estimate: {
                                /** Format: date-time */
                                at: string;
                                byExtension: {
                                    [key: string]: number;
                                };
                                bytes: {
                                    in: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    saved: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                };
                                credits: {
                                    ai: {
                                        available: number | null;
                                        expectedUse: {
                                            expected: number;
                                            high: number;
                                            low: number;
                                        };
                                        needed: number;
                                    };
                                    compression: {
                                        available: number | null;
                                        expectedUse: {
                                            expected: number;
                                            high: number;
                                            low: number;
                                        };
                                        needed: number;
                                    };
                                };
                                images: number;
                                sample: {
                                    failed: {
                                        [key: string]: number;
                                    };
                                    images: number;
                                    skipped: {
                                        [key: string]: number;
                                    };
                                    succeeded: number;
                                };
                            } | null;
                            id: string;
                            images: {
                                canceled: number;
                                failed: number;
                                processing: number;
                                queued: number;
                                skipped: number;
                                succeeded: number;
                                total: number;
                            };
                            metadata: {
                                [key: string]: string;
                            };
                            /** @description Why the service paused it by itself; null when a caller did */
                            pauseCause: {
                                message: string;
                                /** @enum {string} */
                                reason: "not_found" | "access_denied" | "not_an_image" | "corrupt" | "too_large" | "too_many_pixels" | "unsupported_format" | "source_changed" | "timeout" | "storage_error" | "ai_refused" | "ai_failed" | "unchanged" | "not_smaller" | "no_credits" | "canceled" | "internal";
                            } | null;
                            progress: {
                                done: number;
                                etaSeconds: number | null;
                                imagesPerSecond: number;
                                ratio: number;
                                total: number;
                            };
                            source: {
                                /** @description null for uploaded files */
                                connection: string | null;
                                exclude?: string[];
                                include?: string[];
                                keyCount?: number;
                                keys?: string[];
                                manifest?: string;
                                prefix?: string | "";
                                reason?: string[];
                                retryOf?: string;
                                upload?: {
                                    files: number;
                                    sessionId: string;
                                };
                            };
                            /** Format: date-time */
                            startedAt: string | null;
                            /** @enum {string} */
                            status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
                            /** @description Why its images are not worked on now, and until when. `ai_ceiling`: the account has used what the AI may cost for it in a day */
                            waitsFor: {
                                /** @enum {string} */
                                reason: "ai_ceiling";
                                /** Format: date-time */
                                until: string;
                            } | null;
                            watermark: {
                                etag: string;
                                key: string;
                                /** @default 100 */
                                opacity: number;
                                /**
                                 * @default BR
                                 * @enum {string}
                                 */
                                position: "TL" | "TC" | "TR" | "ML" | "MC" | "MR" | "BL" | "BC" | "BR";
                                /** @default 20 */
                                scale: number;
                            } | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BatchesController_submit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ai?: {
                        /** @default false */
                        altText?: boolean;
                        context?: string;
                        /** @enum {string} */
                        delivery?: "direct" | "batch";
                        /** @default en */
                        language?: string;
                        /** @default false */
                        seoRename?: boolean;
                    };
                    /** @default {} */
                    compress?: {
                        /**
                         * @default webp
                         * @enum {string}
                         */
                        format?: "webp" | "avif" | "jpg" | "png" | "auto" | "keep";
                        /** @default null */
                        maxHeight?: number | null;
                        /** @default null */
                        maxWidth?: number | null;
                        /**
                         * @default strip
                         * @enum {string}
                         */
                        metadata?: "strip" | "keep" | "copyright";
                        /** @default 82 */
                        quality?: "auto" | number;
                    };
                    /** @default {} */
                    destination?: {
                        cacheControl?: string;
                        connection?: string;
                        /** @default optimized/{path}{name}.{ext} */
                        key?: string;
                        /** @default false */
                        overwrite?: boolean;
                    };
                    /** @default false */
                    dryRun?: boolean;
                    metadata?: {
                        [key: string]: string;
                    };
                    /**
                     * @default reject
                     * @enum {string}
                     */
                    onInsufficientCredits?: "reject" | "partial";
                    source: {
                        connection: string;
                        exclude?: string[];
                        include?: string[];
                        keys?: string[];
                        manifest?: string;
                        prefix?: string | "";
                    };
                    watermark?: {
                        key: string;
                        /** @default 100 */
                        opacity?: number;
                        /**
                         * @default BR
                         * @enum {string}
                         */
                        position?: "TL" | "TC" | "TR" | "ML" | "MC" | "MR" | "BL" | "BC" | "BR";
                        /** @default 20 */
                        scale?: number;
                    };
                    /** Format: uri */
                    webhookUrl?: string;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ai: {
                            /** @default false */
                            altText: boolean;
                            context?: string;
                            /** @enum {string} */
                            delivery?: "direct" | "batch";
                            /** @default en */
                            language: string;
                            /** @default false */
                            seoRename: boolean;
                        } | null;
                        bytes: {
                            in: number;
                            out: number;
                            saved: number;
                        };
                        compress: {
                            /**
                             * @default webp
                             * @enum {string}
                             */
                            format: "webp" | "avif" | "jpg" | "png" | "auto" | "keep";
                            /** @default null */
                            maxHeight: number | null;
                            /** @default null */
                            maxWidth: number | null;
                            /**
                             * @default strip
                             * @enum {string}
                             */
                            metadata: "strip" | "keep" | "copyright";
                            /** @default 82 */
                            quality: "auto" | number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        credits: {
                            ai: {
                                fromTopup: number;
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                            compression: {
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                        };
                        destination: {
                            cacheControl?: string;
                            connection: string | null;
                            /** @default optimized/{path}{name}.{ext} */
                            key: string;
                            /** @default false */
                            overwrite: boolean;
                        };
                        /** Format: date-time */
                        endedAt: string | null;
                        error: {
                            [key: string]: unknown;
                        } | null;
                        estimate: {
                            /** Format: date-time */
                            at: string;
                            byExtension: {
                                [key: string]: number;
                            };
                            bytes: {
                                in: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                                saved: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                            };
                            credits: {
                                ai: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                                compression: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                            };
                            images: number;
                            sample: {
                                failed: {
                                    [key: string]: number;
                                };
                                images: number;
                                skipped: {
                                    [key: string]: number;
                                };
                                succeeded: number;
                            };
                        } | null;
                        id: string;
                        images: {
                            canceled: number;
                            failed: number;
                            processing: number;
                            queued: number;
                            skipped: number;
                            succeeded: number;
                            total: number;
                        };
                        metadata: {
                            [key: string]: string;
                        };
                        /** @description Why the service paused it by itself; null when a caller did */
                        pauseCause: {
                            message: string;
                            /** @enum {string} */
                            reason: "not_found" | "access_denied" | "not_an_image" | "corrupt" | "too_large" | "too_many_pixels" | "unsupported_format" | "source_changed" | "timeout" | "storage_error" | "ai_refused" | "ai_failed" | "unchanged" | "not_smaller" | "no_credits" | "canceled" | "internal";
                        } | null;
                        progress: {
                            done: number;
                            etaSeconds: number | null;
                            imagesPerSecond: number;
                            ratio: number;
                            total: number;
                        };
                        source: {
                            /** @description null for uploaded files */
                            connection: string | null;
                            exclude?: string[];
                            include?: string[];
                            keyCount?: number;
                            keys?: string[];
                            manifest?: string;
                            prefix?: string | "";
                            reason?: string[];
                            retryOf?: string;
                            upload?: {
                                files: number;
                                sessionId: string;
                            };
                        };
                        /** Format: date-time */
                        startedAt: string | null;
                        /** @enum {string} */
                        status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
                        /** @description Why its images are not worked on now, and until when. `ai_ceiling`: the account has used what the AI may cost for it in a day */
                        waitsFor: {
                            /** @enum {string} */
                            reason: "ai_ceiling";
                            /** Format: date-time */
                            until: string;
                        } | null;
                        watermark: {
                            etag: string;
                            key: string;
                            /** @default 100 */
                            opacity: number;
                            /**
                             * @default BR
                             * @enum {string}
                             */
                            position: "TL" | "TC" | "TR" | "ML" | "MC" | "MR" | "BL" | "BC" | "BR";
                            /** @default 20 */
                            scale: number;
                        } | null;
                        webhookSecret?: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BatchesController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ai: {
                            /** @default false */
                            altText: boolean;
                            context?: string;
                            /** @enum {string} */
                            delivery?: "direct" | "batch";
                            /** @default en */
                            language: string;
                            /** @default false */
                            seoRename: boolean;
                        } | null;
                        bytes: {
                            in: number;
                            out: number;
                            saved: number;
                        };
                        compress: {
                            /**
                             * @default webp
                             * @enum {string}
                             */
                            format: "webp" | "avif" | "jpg" | "png" | "auto" | "keep";
                            /** @default null */
                            maxHeight: number | null;
                            /** @default null */
                            maxWidth: number | null;
                            /**
                             * @default strip
                             * @enum {string}
                             */
                            metadata: "strip" | "keep" | "copyright";
                            /** @default 82 */
                            quality: "auto" | number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        credits: {
                            ai: {
                                fromTopup: number;
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                            compression: {
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                        };
                        destination: {
                            cacheControl?: string;
                            connection: string | null;
                            /** @default optimized/{path}{name}.{ext} */
                            key: string;
                            /** @default false */
                            overwrite: boolean;
                        };
                        /** Format: date-time */
                        endedAt: string | null;
                        error: {
                            [key: string]: unknown;
                        } | null;
                        estimate: {
                            /** Format: date-time */
                            at: string;
                            byExtension: {
                                [key: string]: number;
                            };
                            bytes: {
                                in: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                                saved: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                            };
                            credits: {
                                ai: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                                compression: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                            };
                            images: number;
                            sample: {
                                failed: {
                                    [key: string]: number;
                                };
                                images: number;
                                skipped: {
                                    [key: string]: number;
                                };
                                succeeded: number;
                            };
                        } | null;
                        id: string;
                        images: {
                            canceled: number;
                            failed: number;
                            processing: number;
                            queued: number;
                            skipped: number;
                            succeeded: number;
                            total: number;
                        };
                        metadata: {
                            [key: string]: string;
                        };
                        /** @description Why the service paused it by itself; null when a caller did */
                        pauseCause: {
                            message: string;
                            /** @enum {string} */
                            reason: "not_found" | "access_denied" | "not_an_image" | "corrupt" | "too_large" | "too_many_pixels" | "unsupported_format" | "source_changed" | "timeout" | "storage_error" | "ai_refused" | "ai_failed" | "unchanged" | "not_smaller" | "no_credits" | "canceled" | "internal";
                        } | null;
                        progress: {
                            done: number;
                            etaSeconds: number | null;
                            imagesPerSecond: number;
                            ratio: number;
                            total: number;
                        };
                        source: {
                            /** @description null for uploaded files */
                            connection: string | null;
                            exclude?: string[];
                            include?: string[];
                            keyCount?: number;
                            keys?: string[];
                            manifest?: string;
                            prefix?: string | "";
                            reason?: string[];
                            retryOf?: string;
                            upload?: {
                                files: number;
                                sessionId: string;
                            };
                        };
                        /** Format: date-time */
                        startedAt: string | null;
                        /** @enum {string} */
                        status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
                        /** @description Why its images are not worked on now, and until when. `ai_ceiling`: the account has used what the AI may cost for it in a day */
                        waitsFor: {
                            /** @enum {string} */
                            reason: "ai_ceiling";
                            /** Format: date-time */
                            until: string;
                        } | null;
                        watermark: {
                            etag: string;
                            key: string;
                            /** @default 100 */
                            opacity: number;
                            /**
                             * @default BR
                             * @enum {string}
                             */
                            position: "TL" | "TC" | "TR" | "ML" | "MC" | "MR" | "BL" | "BC" | "BR";
                            /** @default 20 */
                            scale: number;
                        } | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BatchesController_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ai: {
                            /** @default false */
                            altText: boolean;
                            context?: string;
                            /** @enum {string} */
                            delivery?: "direct" | "batch";
                            /** @default en */
                            language: string;
                            /** @default false */
                            seoRename: boolean;
                        } | null;
                        bytes: {
                            in: number;
                            out: number;
                            saved: number;
                        };
                        compress: {
                            /**
                             * @default webp
                             * @enum {string}
                             */
                            format: "webp" | "avif" | "jpg" | "png" | "auto" | "keep";
                            /** @default null */
                            maxHeight: number | null;
                            /** @default null */
                            maxWidth: number | null;
                            /**
                             * @default strip
                             * @enum {string}
                             */
                            metadata: "strip" | "keep" | "copyright";
                            /** @default 82 */
                            quality: "auto" | number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        credits: {
                            ai: {
                                fromTopup: number;
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                            compression: {
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                        };
                        destination: {
                            cacheControl?: string;
                            connection: string | null;
                            /** @default optimized/{path}{name}.{ext} */
                            key: string;
                            /** @default false */
                            overwrite: boolean;
                        };
                        /** Format: date-time */
                        endedAt: string | null;
                        error: {
                            [key: string]: unknown;
                        } | null;
                        estimate: {
                            /** Format: date-time */
                            at: string;
                            byExtension: {
                                [key: string]: number;
                            };
                            bytes: {
                                in: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                                saved: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                            };
                            credits: {
                                ai: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                                compression: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                            };
                            images: number;
                            sample: {
                                failed: {
                                    [key: string]: number;
                                };
                                images: number;
                                skipped: {
                                    [key: string]: number;
                                };
                                succeeded: number;
                            };
                        } | null;
                        id: string;
                        images: {
                            canceled: number;
                            failed: number;
                            processing: number;
                            queued: number;
                            skipped: number;
                            succeeded: number;
                            total: number;
                        };
                        metadata: {
                            [key: string]: string;
                        };
                        /** @description Why the service paused it by itself; null when a caller did */
                        pauseCause: {
                            message: string;
                            /** @enum {string} */
                            reason: "not_found" | "access_denied" | "not_an_image" | "corrupt" | "too_large" | "too_many_pixels" | "unsupported_format" | "source_changed" | "timeout" | "storage_error" | "ai_refused" | "ai_failed" | "unchanged" | "not_smaller" | "no_credits" | "canceled" | "internal";
                        } | null;
                        progress: {
                            done: number;
                            etaSeconds: number | null;
                            imagesPerSecond: number;
                            ratio: number;
                            total: number;
                        };
                        source: {
                            /** @description null for uploaded files */
                            connection: string | null;
                            exclude?: string[];
                            include?: string[];
                            keyCount?: number;
                            keys?: string[];
                            manifest?: string;
                            prefix?: string | "";
                            reason?: string[];
                            retryOf?: string;
                            upload?: {
                                files: number;
                                sessionId: string;
                            };
                        };
                        /** Format: date-time */
                        startedAt: string | null;
                        /** @enum {string} */
                        status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
                        /** @description Why its images are not worked on now, and until when. `ai_ceiling`: the account has used what the AI may cost for it in a day */
                        waitsFor: {
                            /** @enum {string} */
                            reason: "ai_ceiling";
                            /** Format: date-time */
                            until: string;
                        } | null;
                        watermark: {
                            etag: string;
                            key: string;
                            /** @default 100 */
                            opacity: number;
                            /**
                             * @default BR
                             * @enum {string}
                             */
                            position: "TL" | "TC" | "TR" | "ML" | "MC" | "MR" | "BL" | "BC" | "BR";
                            /** @default 20 */
                            scale: number;
                        } | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BatchEventsController_events: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BatchesController_images: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                reason?: "not_found" | "access_denied" | "not_an_image" | "corrupt" | "too_large" | "too_many_pixels" | "unsupported_format" | "source_changed" | "timeout" | "storage_error" | "ai_refused" | "ai_failed" | "unchanged" | "not_smaller" | "no_credits" | "canceled" | "internal";
                status?: "pending" | "queued" | "processing" | "succeeded" | "failed" | "skipped" | "canceled";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            altText: string | null;
                            attempts: number;
                            credits: {
                                ai: number;
                                compression: number;
                            };
                            /** Format: date-time */
                            endedAt: string | null;
                            etag: string | null;
                            id: string;
                            in: {
                                bytes: number | null;
                                format: string | null;
                                frames: number | null;
                                height: number | null;
                                width: number | null;
                            };
                            key: string;
                            out: {
                                bytes: number | null;
                                format: string | null;
                                frames: number | null;
                                height: number | null;
                                quality: number | null;
                                width: number | null;
                            };
                            /** @enum {string|null} */
                            reason: "not_found" | "access_denied" | "not_an_image" | "corrupt" | "too_large" | "too_many_pixels" | "unsupported_format" | "source_changed" | "timeout" | "storage_error" | "ai_refused" | "ai_failed" | "unchanged" | "not_smaller" | "no_credits" | "canceled" | "internal" | null;
                            savedRatio: number | null;
                            seoName: string | null;
                            /** Format: date-time */
                            startedAt: string | null;
                            /** @enum {string} */
                            status: "pending" | "queued" | "processing" | "succeeded" | "failed" | "skipped" | "canceled";
                            targetKey: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BatchesController_pause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ai: {
                            /** @default false */
                            altText: boolean;
                            context?: string;
                            /** @enum {string} */
                            delivery?: "direct" | "batch";
                            /** @default en */
                            language: string;
                            /** @default false */
                            seoRename: boolean;
                        } | null;
                        bytes: {
                            in: number;
                            out: number;
                            saved: number;
                        };
                        compress: {
                            /**
                             * @default webp
                             * @enum {string}
                             */
                            format: "webp" | "avif" | "jpg" | "png" | "auto" | "keep";
                            /** @default null */
                            maxHeight: number | null;
                            /** @default null */
                            maxWidth: number | null;
                            /**
                             * @default strip
                             * @enum {string}
                             */
                            metadata: "strip" | "keep" | "copyright";
                            /** @default 82 */
                            quality: "auto" | number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        credits: {
                            ai: {
                                fromTopup: number;
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                            compression: {
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                        };
                        destination: {
                            cacheControl?: string;
                            connection: string | null;
                            /** @default optimized/{path}{name}.{ext} */
                            key: string;
                            /** @default false */
                            overwrite: boolean;
                        };
                        /** Format: date-time */
                        endedAt: string | null;
                        error: {
                            [key: string]: unknown;
                        } | null;
                        estimate: {
                            /** Format: date-time */
                            at: string;
                            byExtension: {
                                [key: string]: number;
                            };
                            bytes: {
                                in: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                                saved: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                            };
                            credits: {
                                ai: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                                compression: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                            };
                            images: number;
                            sample: {
                                failed: {
                                    [key: string]: number;
                                };
                                images: number;
                                skipped: {
                                    [key: string]: number;
                                };
                                succeeded: number;
                            };
                        } | null;
                        id: string;
                        images: {
                            canceled: number;
                            failed: number;
                            processing: number;
                            queued: number;
                            skipped: number;
                            succeeded: number;
                            total: number;
                        };
                        metadata: {
                            [key: string]: string;
                        };
                        /** @description Why the service paused it by itself; null when a caller did */
                        pauseCause: {
                            message: string;
                            /** @enum {string} */
                            reason: "not_found" | "access_denied" | "not_an_image" | "corrupt" | "too_large" | "too_many_pixels" | "unsupported_format" | "source_changed" | "timeout" | "storage_error" | "ai_refused" | "ai_failed" | "unchanged" | "not_smaller" | "no_credits" | "canceled" | "internal";
                        } | null;
                        progress: {
                            done: number;
                            etaSeconds: number | null;
                            imagesPerSecond: number;
                            ratio: number;
                            total: number;
                        };
                        source: {
                            /** @description null for uploaded files */
                            connection: string | null;
                            exclude?: string[];
                            include?: string[];
                            keyCount?: number;
                            keys?: string[];
                            manifest?: string;
                            prefix?: string | "";
                            reason?: string[];
                            retryOf?: string;
                            upload?: {
                                files: number;
                                sessionId: string;
                            };
                        };
                        /** Format: date-time */
                        startedAt: string | null;
                        /** @enum {string} */
                        status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
                        /** @description Why its images are not worked on now, and until when. `ai_ceiling`: the account has used what the AI may cost for it in a day */
                        waitsFor: {
                            /** @enum {string} */
                            reason: "ai_ceiling";
                            /** Format: date-time */
                            until: string;
                        } | null;
                        watermark: {
                            etag: string;
                            key: string;
                            /** @default 100 */
                            opacity: number;
                            /**
                             * @default BR
                             * @enum {string}
                             */
                            position: "TL" | "TC" | "TR" | "ML" | "MC" | "MR" | "BL" | "BC" | "BR";
                            /** @default 20 */
                            scale: number;
                        } | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BatchesController_reasons: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description counted up to 10,000 */
                            images: number;
                            /** @enum {string} */
                            reason: "not_found" | "access_denied" | "not_an_image" | "corrupt" | "too_large" | "too_many_pixels" | "unsupported_format" | "source_changed" | "timeout" | "storage_error" | "ai_refused" | "ai_failed" | "unchanged" | "not_smaller" | "no_credits" | "canceled" | "internal";
                            /** @enum {string} */
                            status: "succeeded" | "failed" | "skipped" | "canceled";
                        }[];
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BatchesController_reportCsv: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BatchesController_reportJsonl: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BatchesController_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ai: {
                            /** @default false */
                            altText: boolean;
                            context?: string;
                            /** @enum {string} */
                            delivery?: "direct" | "batch";
                            /** @default en */
                            language: string;
                            /** @default false */
                            seoRename: boolean;
                        } | null;
                        bytes: {
                            in: number;
                            out: number;
                            saved: number;
                        };
                        compress: {
                            /**
                             * @default webp
                             * @enum {string}
                             */
                            format: "webp" | "avif" | "jpg" | "png" | "auto" | "keep";
                            /** @default null */
                            maxHeight: number | null;
                            /** @default null */
                            maxWidth: number | null;
                            /**
                             * @default strip
                             * @enum {string}
                             */
                            metadata: "strip" | "keep" | "copyright";
                            /** @default 82 */
                            quality: "auto" | number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        credits: {
                            ai: {
                                fromTopup: number;
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                            compression: {
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                        };
                        destination: {
                            cacheControl?: string;
                            connection: string | null;
                            /** @default optimized/{path}{name}.{ext} */
                            key: string;
                            /** @default false */
                            overwrite: boolean;
                        };
                        /** Format: date-time */
                        endedAt: string | null;
                        error: {
                            [key: string]: unknown;
                        } | null;
                        estimate: {
                            /** Format: date-time */
                            at: string;
                            byExtension: {
                                [key: string]: number;
                            };
                            bytes: {
                                in: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                                saved: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                            };
                            credits: {
                                ai: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                                compression: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                            };
                            images: number;
                            sample: {
                                failed: {
                                    [key: string]: number;
                                };
                                images: number;
                                skipped: {
                                    [key: string]: number;
                                };
                                succeeded: number;
                            };
                        } | null;
                        id: string;
                        images: {
                            canceled: number;
                            failed: number;
                            processing: number;
                            queued: number;
                            skipped: number;
                            succeeded: number;
                            total: number;
                        };
                        metadata: {
                            [key: string]: string;
                        };
                        /** @description Why the service paused it by itself; null when a caller did */
                        pauseCause: {
                            message: string;
                            /** @enum {string} */
                            reason: "not_found" | "access_denied" | "not_an_image" | "corrupt" | "too_large" | "too_many_pixels" | "unsupported_format" | "source_changed" | "timeout" | "storage_error" | "ai_refused" | "ai_failed" | "unchanged" | "not_smaller" | "no_credits" | "canceled" | "internal";
                        } | null;
                        progress: {
                            done: number;
                            etaSeconds: number | null;
                            imagesPerSecond: number;
                            ratio: number;
                            total: number;
                        };
                        source: {
                            /** @description null for uploaded files */
                            connection: string | null;
                            exclude?: string[];
                            include?: string[];
                            keyCount?: number;
                            keys?: string[];
                            manifest?: string;
                            prefix?: string | "";
                            reason?: string[];
                            retryOf?: string;
                            upload?: {
                                files: number;
                                sessionId: string;
                            };
                        };
                        /** Format: date-time */
                        startedAt: string | null;
                        /** @enum {string} */
                        status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
                        /** @description Why its images are not worked on now, and until when. `ai_ceiling`: the account has used what the AI may cost for it in a day */
                        waitsFor: {
                            /** @enum {string} */
                            reason: "ai_ceiling";
                            /** Format: date-time */
                            until: string;
                        } | null;
                        watermark: {
                            etag: string;
                            key: string;
                            /** @default 100 */
                            opacity: number;
                            /**
                             * @default BR
                             * @enum {string}
                             */
                            position: "TL" | "TC" | "TR" | "ML" | "MC" | "MR" | "BL" | "BC" | "BR";
                            /** @default 20 */
                            scale: number;
                        } | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BatchesController_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: ("not_found" | "access_denied" | "not_an_image" | "corrupt" | "too_large" | "too_many_pixels" | "unsupported_format" | "source_changed" | "timeout" | "storage_error" | "ai_refused" | "ai_failed" | "unchanged" | "not_smaller" | "no_credits" | "canceled" | "internal")[];
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ai: {
                            /** @default false */
                            altText: boolean;
                            context?: string;
                            /** @enum {string} */
                            delivery?: "direct" | "batch";
                            /** @default en */
                            language: string;
                            /** @default false */
                            seoRename: boolean;
                        } | null;
                        bytes: {
                            in: number;
                            out: number;
                            saved: number;
                        };
                        compress: {
                            /**
                             * @default webp
                             * @enum {string}
                             */
                            format: "webp" | "avif" | "jpg" | "png" | "auto" | "keep";
                            /** @default null */
                            maxHeight: number | null;
                            /** @default null */
                            maxWidth: number | null;
                            /**
                             * @default strip
                             * @enum {string}
                             */
                            metadata: "strip" | "keep" | "copyright";
                            /** @default 82 */
                            quality: "auto" | number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        credits: {
                            ai: {
                                fromTopup: number;
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                            compression: {
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                        };
                        destination: {
                            cacheControl?: string;
                            connection: string | null;
                            /** @default optimized/{path}{name}.{ext} */
                            key: string;
                            /** @default false */
                            overwrite: boolean;
                        };
                        /** Format: date-time */
                        endedAt: string | null;
                        error: {
                            [key: string]: unknown;
                        } | null;
                        estimate: {
                            /** Format: date-time */
                            at: string;
                            byExtension: {
                                [key: string]: number;
                            };
                            bytes: {
                                in: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                                saved: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                            };
                            credits: {
                                ai: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                                compression: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                            };
                            images: number;
                            sample: {
                                failed: {
                                    [key: string]: number;
                                };
                                images: number;
                                skipped: {
                                    [key: string]: number;
                                };
                                succeeded: number;
                            };
                        } | null;
                        id: string;
                        images: {
                            canceled: number;
                            failed: number;
                            processing: number;
                            queued: number;
                            skipped: number;
                            succeeded: number;
                            total: number;
                        };
                        metadata: {
                            [key: string]: string;
                        };
                        /** @description Why the service paused it by itself; null when a caller did */
                        pauseCause: {
                            message: string;
                            /** @enum {string} */
                            reason: "not_found" | "access_denied" | "not_an_image" | "corrupt" | "too_large" | "too_many_pixels" | "unsupported_format" | "source_changed" | "timeout" | "storage_error" | "ai_refused" | "ai_failed" | "unchanged" | "not_smaller" | "no_credits" | "canceled" | "internal";
                        } | null;
                        progress: {
                            done: number;
                            etaSeconds: number | null;
                            imagesPerSecond: number;
                            ratio: number;
                            total: number;
                        };
                        source: {
                            /** @description null for uploaded files */
                            connection: string | null;
                            exclude?: string[];
                            include?: string[];
                            keyCount?: number;
                            keys?: string[];
                            manifest?: string;
                            prefix?: string | "";
                            reason?: string[];
                            retryOf?: string;
                            upload?: {
                                files: number;
                                sessionId: string;
                            };
                        };
                        /** Format: date-time */
                        startedAt: string | null;
                        /** @enum {string} */
                        status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
                        /** @description Why its images are not worked on now, and until when. `ai_ceiling`: the account has used what the AI may cost for it in a day */
                        waitsFor: {
                            /** @enum {string} */
                            reason: "ai_ceiling";
                            /** Format: date-time */
                            until: string;
                        } | null;
                        watermark: {
                            etag: string;
                            key: string;
                            /** @default 100 */
                            opacity: number;
                            /**
                             * @default BR
                             * @enum {string}
                             */
                            position: "TL" | "TC" | "TR" | "ML" | "MC" | "MR" | "BL" | "BC" | "BR";
                            /** @default 20 */
                            scale: number;
                        } | null;
                        webhookSecret?: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BatchesController_start: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ai: {
                            /** @default false */
                            altText: boolean;
                            context?: string;
                            /** @enum {string} */
                            delivery?: "direct" | "batch";
                            /** @default en */
                            language: string;
                            /** @default false */
                            seoRename: boolean;
                        } | null;
                        bytes: {
                            in: number;
                            out: number;
                            saved: number;
                        };
                        compress: {
                            /**
                             * @default webp
                             * @enum {string}
                             */
                            format: "webp" | "avif" | "jpg" | "png" | "auto" | "keep";
                            /** @default null */
                            maxHeight: number | null;
                            /** @default null */
                            maxWidth: number | null;
                            /**
                             * @default strip
                             * @enum {string}
                             */
                            metadata: "strip" | "keep" | "copyright";
                            /** @default 82 */
                            quality: "auto" | number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        credits: {
                            ai: {
                                fromTopup: number;
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                            compression: {
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                        };
                        destination: {
                            cacheControl?: string;
                            connection: string | null;
                            /** @default optimized/{path}{name}.{ext} */
                            key: string;
                            /** @default false */
                            overwrite: boolean;
                        };
                        /** Format: date-time */
                        endedAt: string | null;
                        error: {
                            [key: string]: unknown;
                        } | null;
                        estimate: {
                            /** Format: date-time */
                            at: string;
                            byExtension: {
                                [key: string]: number;
                            };
                            bytes: {
                                in: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                                saved: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                            };
                            credits: {
                                ai: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                                compression: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                            };
                            images: number;
                            sample: {
                                failed: {
                                    [key: string]: number;
                                };
                                images: number;
                                skipped: {
                                    [key: string]: number;
                                };
                                succeeded: number;
                            };
                        } | null;
                        id: string;
                        images: {
                            canceled: number;
                            failed: number;
                            processing: number;
                            queued: number;
                            skipped: number;
                            succeeded: number;
                            total: number;
                        };
                        metadata: {
                            [key: string]: string;
                        };
                        /** @description Why the service paused it by itself; null when a caller did */
                        pauseCause: {
                            message: string;
                            /** @enum {string} */
                            reason: "not_found" | "access_denied" | "not_an_image" | "corrupt" | "too_large" | "too_many_pixels" | "unsupported_format" | "source_changed" | "timeout" | "storage_error" | "ai_refused" | "ai_failed" | "unchanged" | "not_smaller" | "no_credits" | "canceled" | "internal";
                        } | null;
                        progress: {
                            done: number;
                            etaSeconds: number | null;
                            imagesPerSecond: number;
                            ratio: number;
                            total: number;
                        };
                        source: {
                            /** @description null for uploaded files */
                            connection: string | null;
                            exclude?: string[];
                            include?: string[];
                            keyCount?: number;
                            keys?: string[];
                            manifest?: string;
                            prefix?: string | "";
                            reason?: string[];
                            retryOf?: string;
                            upload?: {
                                files: number;
                                sessionId: string;
                            };
                        };
                        /** Format: date-time */
                        startedAt: string | null;
                        /** @enum {string} */
                        status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
                        /** @description Why its images are not worked on now, and until when. `ai_ceiling`: the account has used what the AI may cost for it in a day */
                        waitsFor: {
                            /** @enum {string} */
                            reason: "ai_ceiling";
                            /** Format: date-time */
                            until: string;
                        } | null;
                        watermark: {
                            etag: string;
                            key: string;
                            /** @default 100 */
                            opacity: number;
                            /**
                             * @default BR
                             * @enum {string}
                             */
                            position: "TL" | "TC" | "TR" | "ML" | "MC" | "MR" | "BL" | "BC" | "BR";
                            /** @default 20 */
                            scale: number;
                        } | null;
                        webhookSecret?: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BillingController_buy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    interval?: "month" | "year";
                    /** @enum {string} */
                    plan?: "starter" | "pro" | "agency";
                    /** @enum {string} */
                    topup?: "small" | "medium" | "large";
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uri */
                        url: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BillingController_manage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uri */
                        url: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BillingController_preview: {
        parameters: {
            query: {
                interval?: "month" | "year";
                plan: "starter" | "pro" | "agency";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of a whole month under the plan */
                        allowance: {
                            /** @description Null is unlimited */
                            ai: number | null;
                            /** @description Null is unlimited */
                            compressions: number | null;
                        };
                        /**
                         * @description When the plan takes force
                         * @enum {string}
                         */
                        at: "now" | "periodEnd";
                        /** @description The period that begins with it; null when it waits for the end of the period */
                        begins: {
                            /** @description Left after what is owed, without top-ups */
                            ai: number | null;
                            aiOwed: number;
                            /** @description Left after what is owed */
                            compressions: number | null;
                            /** @description Used beyond what the plan until now has earned by then */
                            compressionsOwed: number;
                            /** Format: date-time */
                            periodEnd: string;
                        } | null;
                        currency: string;
                        /**
                         * Format: date-time
                         * @description The present, or the end of the time that is paid
                         */
                        date: string;
                        /** @description Charged at once, less the rest of time that is given back; null when Stripe does not say */
                        due: number | null;
                        /** @enum {string} */
                        interval: "month" | "year";
                        plan: string;
                        /** @description For each interval; null when it is not one fixed amount */
                        price: number | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BillingController_topup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                size: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    CompressController_list: {
        parameters: {
            query?: {
                batch?: string;
                cursor?: string;
                limit?: number;
                sessionId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            altText: string | null;
                            downloadUrl: string | null;
                            /** Format: date-time */
                            expiresAt: string | null;
                            filename: string | null;
                            format: string | null;
                            height: number | null;
                            id: string;
                            optimizedSize: number | null;
                            originalName: string;
                            originalSize: number;
                            /** @enum {string|null} */
                            reason: "not_found" | "access_denied" | "not_an_image" | "corrupt" | "too_large" | "too_many_pixels" | "unsupported_format" | "source_changed" | "timeout" | "storage_error" | "ai_refused" | "ai_failed" | "unchanged" | "not_smaller" | "no_credits" | "canceled" | "internal" | null;
                            savedPercent: number | null;
                            seoName: string | null;
                            /** @enum {string} */
                            status: "pending" | "queued" | "processing" | "succeeded" | "failed" | "skipped" | "canceled";
                            width: number | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    CompressController_compress: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @default false */
                    altText?: boolean;
                    file: string[];
                    /**
                     * @default webp
                     * @enum {string}
                     */
                    format?: "webp" | "avif" | "jpg" | "png";
                    maxHeight?: number;
                    maxWidth?: number;
                    /** @default 82 */
                    quality?: number;
                    /** @default false */
                    seoRename?: boolean;
                    sessionId?: string;
                    /** Format: binary */
                    watermarkFile?: string;
                    /** @default 100 */
                    watermarkOpacity?: number;
                    /**
                     * @default BR
                     * @enum {string}
                     */
                    watermarkPosition?: "TL" | "TC" | "TR" | "ML" | "MC" | "MR" | "BL" | "BC" | "BR";
                    /** @default 20 */
                    watermarkScale?: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        results: {
                            altText: string | null;
                            downloadUrl: string | null;
                            /** Format: date-time */
                            expiresAt: string | null;
                            filename: string | null;
                            format: string | null;
                            height: number | null;
                            id: string;
                            optimizedSize: number | null;
                            originalName: string;
                            originalSize: number;
                            /** @enum {string|null} */
                            reason: "not_found" | "access_denied" | "not_an_image" | "corrupt" | "too_large" | "too_many_pixels" | "unsupported_format" | "source_changed" | "timeout" | "storage_error" | "ai_refused" | "ai_failed" | "unchanged" | "not_smaller" | "no_credits" | "canceled" | "internal" | null;
                            savedPercent: number | null;
                            seoName: string | null;
                            /** @enum {string} */
                            status: "pending" | "queued" | "processing" | "succeeded" | "failed" | "skipped" | "canceled";
                            width: number | null;
                        }[];
                        sessionId: string;
                    };
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ai: {
                            /** @default false */
                            altText: boolean;
                            context?: string;
                            /** @enum {string} */
                            delivery?: "direct" | "batch";
                            /** @default en */
                            language: string;
                            /** @default false */
                            seoRename: boolean;
                        } | null;
                        bytes: {
                            in: number;
                            out: number;
                            saved: number;
                        };
                        compress: {
                            /**
                             * @default webp
                             * @enum {string}
                             */
                            format: "webp" | "avif" | "jpg" | "png" | "auto" | "keep";
                            /** @default null */
                            maxHeight: number | null;
                            /** @default null */
                            maxWidth: number | null;
                            /**
                             * @default strip
                             * @enum {string}
                             */
                            metadata: "strip" | "keep" | "copyright";
                            /** @default 82 */
                            quality: "auto" | number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        credits: {
                            ai: {
                                fromTopup: number;
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                            compression: {
                                refunded: number;
                                reserved: number;
                                used: number;
                            };
                        };
                        destination: {
                            cacheControl?: string;
                            connection: string | null;
                            /** @default optimized/{path}{name}.{ext} */
                            key: string;
                            /** @default false */
                            overwrite: boolean;
                        };
                        /** Format: date-time */
                        endedAt: string | null;
                        error: {
                            [key: string]: unknown;
                        } | null;
                        estimate: {
                            /** Format: date-time */
                            at: string;
                            byExtension: {
                                [key: string]: number;
                            };
                            bytes: {
                                in: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                                saved: {
                                    expected: number;
                                    high: number;
                                    low: number;
                                };
                            };
                            credits: {
                                ai: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                                compression: {
                                    available: number | null;
                                    expectedUse: {
                                        expected: number;
                                        high: number;
                                        low: number;
                                    };
                                    needed: number;
                                };
                            };
                            images: number;
                            sample: {
                                failed: {
                                    [key: string]: number;
                                };
                                images: number;
                                skipped: {
                                    [key: string]: number;
                                };
                                succeeded: number;
                            };
                        } | null;
                        id: string;
                        images: {
                            canceled: number;
                            failed: number;
                            processing: number;
                            queued: number;
                            skipped: number;
                            succeeded: number;
                            total: number;
                        };
                        metadata: {
                            [key: string]: string;
                        };
                        /** @description Why the service paused it by itself; null when a caller did */
                        pauseCause: {
                            message: string;
                            /** @enum {string} */
                            reason: "not_found" | "access_denied" | "not_an_image" | "corrupt" | "too_large" | "too_many_pixels" | "unsupported_format" | "source_changed" | "timeout" | "storage_error" | "ai_refused" | "ai_failed" | "unchanged" | "not_smaller" | "no_credits" | "canceled" | "internal";
                        } | null;
                        progress: {
                            done: number;
                            etaSeconds: number | null;
                            imagesPerSecond: number;
                            ratio: number;
                            total: number;
                        };
                        source: {
                            /** @description null for uploaded files */
                            connection: string | null;
                            exclude?: string[];
                            include?: string[];
                            keyCount?: number;
                            keys?: string[];
                            manifest?: string;
                            prefix?: string | "";
                            reason?: string[];
                            retryOf?: string;
                            upload?: {
                                files: number;
                                sessionId: string;
                            };
                        };
                        /** Format: date-time */
                        startedAt: string | null;
                        /** @enum {string} */
                        status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
                        /** @description Why its images are not worked on now, and until when. `ai_ceiling`: the account has used what the AI may cost for it in a day */
                        waitsFor: {
                            /** @enum {string} */
                            reason: "ai_ceiling";
                            /** Format: date-time */
                            until: string;
                        } | null;
                        watermark: {
                            etag: string;
                            key: string;
                            /** @default 100 */
                            opacity: number;
                            /**
                             * @default BR
                             * @enum {string}
                             */
                            position: "TL" | "TC" | "TR" | "ML" | "MC" | "MR" | "BL" | "BC" | "BR";
                            /** @default 20 */
                            scale: number;
                        } | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    ArchiveController_archive: {
        parameters: {
            query: {
                sessionId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    ConnectionsController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            accessKeyId: string | null;
                            bucket: string;
                            /** Format: date-time */
                            createdAt: string;
                            endpoint: string | null;
                            forcePathStyle: boolean;
                            id: string;
                            name: string;
                            region: string;
                            roleArn: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    ConnectionsController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    accessKeyId?: string;
                    bucket: string;
                    /** Format: uri */
                    endpoint?: string;
                    /** @default false */
                    forcePathStyle?: boolean;
                    name: string;
                    region: string;
                    /** @description In place of a key pair: a role that trusts us, as `GET /api/connections/role-setup` describes */
                    roleArn?: string;
                    secretAccessKey?: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accessKeyId: string | null;
                        bucket: string;
                        /** Format: date-time */
                        createdAt: string;
                        endpoint: string | null;
                        forcePathStyle: boolean;
                        id: string;
                        name: string;
                        region: string;
                        roleArn: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    ConnectionsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accessKeyId: string | null;
                        bucket: string;
                        /** Format: date-time */
                        createdAt: string;
                        endpoint: string | null;
                        forcePathStyle: boolean;
                        id: string;
                        name: string;
                        region: string;
                        roleArn: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    ConnectionsController_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    ConnectionsController_objects: {
        parameters: {
            query?: {
                prefix?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bytes: number;
                        count: number;
                        /** @description There are more than the 1000 that were counted */
                        more: boolean;
                        sample: {
                            bytes: number;
                            key: string;
                            /** @description Holds for 5 minutes */
                            url: string;
                        }[];
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    ConnectionsController_roleSetup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Made by the service, one for each account; it cannot be chosen */
                        externalId: string;
                        /** @description null where the operator has not set up connections by role */
                        principal: string | null;
                        trustPolicy: {
                            [key: string]: unknown;
                        } | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    WebhooksController_delivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attempts: {
                            body: string | null;
                            durationMs: number;
                            error: string | null;
                            headers: {
                                [key: string]: string;
                            } | null;
                            number: number;
                            /** Format: date-time */
                            startedAt: string;
                            status: number | null;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        deliveredAt: string | null;
                        endpoint: string;
                        id: string;
                        /** Format: date-time */
                        nextAttemptAt: string | null;
                        /** @enum {string} */
                        status: "pending" | "delivered" | "failed";
                        type: string;
                        webhookId: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    WebhooksController_resend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivery: string;
                        webhookId: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    PicturesController_result: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    PicturesController_source: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    KeysController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description What it may use in a calendar month (UTC) */
                            budget: {
                                /** @description null is no limit */
                                ai: number | null;
                                /** @description null is no limit */
                                compression: number | null;
                                /** Format: date-time */
                                renewsAt: string;
                                used: {
                                    /** @description Used, or held by open batches, in this month */
                                    ai: number;
                                    /** @description Used, or held by open batches, in this month */
                                    compression: number;
                                };
                            } | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            expiresAt: string | null;
                            id: string;
                            /** Format: date-time */
                            lastUsedAt: string | null;
                            /** @description The address of the caller */
                            lastUsedFrom: string | null;
                            masked: string;
                            name: string;
                            scopes: ("read" | "compress" | "batches" | "full")[];
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    KeysController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date-time
                     * @description null for never. Left out: never, or the end of the key that makes it
                     */
                    expiresAt?: string | null;
                    name: string;
                    /**
                     * @description What it may do: docs/security.md has the table
                     * @default [
                     *       "full"
                     *     ]
                     */
                    scopes?: ("read" | "compress" | "batches" | "full")[];
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        expiresAt: string | null;
                        id: string;
                        key: string;
                        masked: string;
                        name: string;
                        scopes: ("read" | "compress" | "batches" | "full")[];
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    KeysController_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    KeyBudgetsController_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What the key may use in a calendar month (UTC). What is left out stays; null ends the budget */
                    budget: {
                        ai?: number | null;
                        /** @description null for no limit */
                        compression?: number | null;
                    } | null;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What it may use in a calendar month (UTC) */
                        budget: {
                            /** @description null is no limit */
                            ai: number | null;
                            /** @description null is no limit */
                            compression: number | null;
                            /** Format: date-time */
                            renewsAt: string;
                            used: {
                                /** @description Used, or held by open batches, in this month */
                                ai: number;
                                /** @description Used, or held by open batches, in this month */
                                compression: number;
                            };
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        expiresAt: string | null;
                        id: string;
                        /** Format: date-time */
                        lastUsedAt: string | null;
                        /** @description The address of the caller */
                        lastUsedFrom: string | null;
                        masked: string;
                        name: string;
                        scopes: ("read" | "compress" | "batches" | "full")[];
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    KeysController_roll: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        expiresAt: string | null;
                        id: string;
                        key: string;
                        masked: string;
                        name: string;
                        scopes: ("read" | "compress" | "batches" | "full")[];
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    StripeWebhookController_receive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    UsageController_usage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        canCompress: boolean;
                        canUseIA: boolean;
                        /** @description What the operator added to this period; below zero: took of it. compressor_limit has it */
                        compressor_adjusted: number;
                        /** @description What this period grants; 99999 where compressor_unlimited is true. Until a renewal is paid, what it grants so far */
                        compressor_limit: number;
                        /** @description Used beyond earlier allowances, or taken by the operator beyond this one; what this period grants pays it first */
                        compressor_owed: number;
                        /** @description The part of compressor_used that running batches hold */
                        compressor_reserved: number;
                        compressor_unlimited: boolean;
                        /** @description Includes what running batches hold */
                        compressor_used: number;
                        /** @description The same for AI credits */
                        ia_credits_adjusted: number;
                        /** @description The same for AI credits; 99999 where ia_credits_unlimited is true */
                        ia_credits_monthly: number;
                        /** @description The same for AI credits */
                        ia_credits_owed: number;
                        ia_credits_remaining: number;
                        ia_credits_reserved: number;
                        ia_credits_unlimited: boolean;
                        ia_credits_used: number;
                        ia_topup_credits: number;
                        /** @description Top-ups that were refunded or disputed after they were spent; what comes in pays them first */
                        ia_topup_debt: number;
                        /**
                         * Format: date-time
                         * @description RFC 3339 in UTC
                         */
                        period_end: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339 in UTC
                         */
                        period_start: string;
                        plan: string;
                        topups: {
                            /**
                             * Format: uri
                             * @description Where a signed-in person buys it; null without billing
                             */
                            large: string | null;
                            /**
                             * Format: uri
                             * @description Where a signed-in person buys it; null without billing
                             */
                            medium: string | null;
                            /**
                             * Format: uri
                             * @description Where a signed-in person buys it; null without billing
                             */
                            small: string | null;
                        };
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AlertsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        percents: number[];
                        topups: number | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AlertsController_set: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of either allowance: usage.threshold_reached tells of each when it is crossed */
                    percents: number[];
                    /** @description credits.topup_low tells when fewer top-up credits are free; null: never */
                    topups: number | null;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        percents: number[];
                        topups: number | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    UsageController_breakdown: {
        parameters: {
            query: {
                /** @description What each row is for */
                by: "day" | "key" | "person" | "connection" | "batch";
                cursor?: string;
                /** @description `csv`: all rows at once, as with `Accept: text/csv` */
                format?: "json" | "csv";
                /** @description A day or a time; its whole day counts. Left out: 30 days before `to` */
                from?: string;
                limit?: number;
                /** @description The first day that does not count, or a time whose whole day does. Left out: until now */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        by: "day" | "key" | "person" | "connection" | "batch";
                        data: {
                            batch?: {
                                id: string;
                            };
                            bytesSaved: number;
                            /** @description null: uploaded files */
                            connection?: {
                                id: string;
                                /** @description null for what was deleted, and for people who left */
                                name: string | null;
                            } | null;
                            credits: {
                                /** @description Of the plan and of top-ups */
                                ai: number;
                                compression: number;
                            };
                            /** Format: date */
                            day?: string;
                            images: {
                                failed: number;
                                succeeded: number;
                                /** @description Skipped, because their result was there already; null by batch */
                                unchanged: number | null;
                            };
                            /** @description null: by something else, or before this was counted */
                            key?: {
                                id: string;
                                masked: string | null;
                                /** @description null for what was deleted, and for people who left */
                                name: string | null;
                            } | null;
                            /** @description null: by something else, or before this was counted */
                            person?: {
                                id: string;
                                /** @description null for what was deleted, and for people who left */
                                name: string | null;
                            } | null;
                        }[];
                        /**
                         * Format: date
                         * @description The first day
                         */
                        from: string;
                        next: string | null;
                        /**
                         * Format: date
                         * @description The day behind the last
                         */
                        to: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    UsageController_history: {
        parameters: {
            query?: {
                cursor?: string;
                from?: string;
                limit?: number;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description What the operator added to this period; below zero: took of it. compressor_limit has it */
                            compressor_adjusted: number;
                            /** @description What this period grants; 99999 where compressor_unlimited is true. Until a renewal is paid, what it grants so far */
                            compressor_limit: number;
                            /** @description Used beyond earlier allowances, or taken by the operator beyond this one; what this period grants pays it first */
                            compressor_owed: number;
                            /** @description The part of compressor_used that running batches hold */
                            compressor_reserved: number;
                            compressor_unlimited: boolean;
                            /** @description Includes what running batches hold */
                            compressor_used: number;
                            /** @description The same for AI credits */
                            ia_credits_adjusted: number;
                            /** @description The same for AI credits; 99999 where ia_credits_unlimited is true */
                            ia_credits_monthly: number;
                            /** @description The same for AI credits */
                            ia_credits_owed: number;
                            ia_credits_reserved: number;
                            ia_credits_unlimited: boolean;
                            ia_credits_used: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_end: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339 in UTC
                             */
                            period_start: string;
                            plan: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    LedgerController_list: {
        parameters: {
            query?: {
                /** @description ai has the top-ups too */
                credit?: "compression" | "ai";
                cursor?: string;
                /** @description csv or jsonl: all entries at once, oldest first, as with `Accept: text/csv` or `application/jsonl` */
                format?: "json" | "csv" | "jsonl";
                from?: string;
                limit?: number;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description service, stripe or operator; the operator also sees which one */
                            actor: string | null;
                            amount: number;
                            /** @description What is left behind the entry: of the period’s allowance, or of the top-ups. Below zero is owed. Null: unlimited */
                            balance: number | null;
                            batchId: string | null;
                            /** @enum {string} */
                            bucket: "compression" | "ai" | "topup";
                            /** @description What the entry adds to what is left; below zero: takes of it. What is used was taken when it was held */
                            change: number;
                            /** Format: date-time */
                            createdAt: string;
                            /** @enum {string} */
                            entry: "reserve" | "settle" | "release" | "grant" | "reverse" | "reinstate" | "allowance" | "raise" | "lower" | "carry" | "uncarry" | "lapse" | "unlapse" | "add" | "deduct";
                            id: string;
                            /** @description Where plan is given: the limit after the entry; null is unlimited and counts as 0 */
                            limit: number | null;
                            periodNo: number;
                            /** @description Of entries about an allowance: allowance, raise and lower */
                            plan: string | null;
                            reason: string | null;
                            reference: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    WebhooksController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: date-time */
                            createdAt: string;
                            description: string | null;
                            /** Format: date-time */
                            disabledAt: string | null;
                            /** @enum {string|null} */
                            disabledReason: "gone" | "failing" | null;
                            /** Format: date-time */
                            disablesAt: string | null;
                            events: ("batch.completed" | "batch.failed" | "batch.canceled" | "usage.updated" | "usage.threshold_reached" | "usage.period_reset" | "credits.topup_granted" | "credits.topup_reversed" | "credits.topup_low" | "webhook.disabled")[];
                            /** Format: date-time */
                            failingSince: string | null;
                            id: string;
                            paused: boolean;
                            /** Format: date-time */
                            previousSecretUntil: string | null;
                            /** @enum {string} */
                            status: "active" | "paused" | "disabled";
                            url: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    WebhooksController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string;
                    events?: ("batch.completed" | "batch.failed" | "batch.canceled" | "usage.updated" | "usage.threshold_reached" | "usage.period_reset" | "credits.topup_granted" | "credits.topup_reversed" | "credits.topup_low" | "webhook.disabled")[];
                    /** Format: uri */
                    url: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        description: string | null;
                        /** Format: date-time */
                        disabledAt: string | null;
                        /** @enum {string|null} */
                        disabledReason: "gone" | "failing" | null;
                        /** Format: date-time */
                        disablesAt: string | null;
                        events: ("batch.completed" | "batch.failed" | "batch.canceled" | "usage.updated" | "usage.threshold_reached" | "usage.period_reset" | "credits.topup_granted" | "credits.topup_reversed" | "credits.topup_low" | "webhook.disabled")[];
                        /** Format: date-time */
                        failingSince: string | null;
                        id: string;
                        paused: boolean;
                        /** Format: date-time */
                        previousSecretUntil: string | null;
                        secret: string;
                        /** @enum {string} */
                        status: "active" | "paused" | "disabled";
                        url: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    WebhooksController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        description: string | null;
                        /** Format: date-time */
                        disabledAt: string | null;
                        /** @enum {string|null} */
                        disabledReason: "gone" | "failing" | null;
                        /** Format: date-time */
                        disablesAt: string | null;
                        events: ("batch.completed" | "batch.failed" | "batch.canceled" | "usage.updated" | "usage.threshold_reached" | "usage.period_reset" | "credits.topup_granted" | "credits.topup_reversed" | "credits.topup_low" | "webhook.disabled")[];
                        /** Format: date-time */
                        failingSince: string | null;
                        id: string;
                        paused: boolean;
                        /** Format: date-time */
                        previousSecretUntil: string | null;
                        /** @enum {string} */
                        status: "active" | "paused" | "disabled";
                        url: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    WebhooksController_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    WebhooksController_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string | null;
                    events?: ("batch.completed" | "batch.failed" | "batch.canceled" | "usage.updated" | "usage.threshold_reached" | "usage.period_reset" | "credits.topup_granted" | "credits.topup_reversed" | "credits.topup_low" | "webhook.disabled")[] | null;
                    paused?: boolean;
                    /** Format: uri */
                    url?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        description: string | null;
                        /** Format: date-time */
                        disabledAt: string | null;
                        /** @enum {string|null} */
                        disabledReason: "gone" | "failing" | null;
                        /** Format: date-time */
                        disablesAt: string | null;
                        events: ("batch.completed" | "batch.failed" | "batch.canceled" | "usage.updated" | "usage.threshold_reached" | "usage.period_reset" | "credits.topup_granted" | "credits.topup_reversed" | "credits.topup_low" | "webhook.disabled")[];
                        /** Format: date-time */
                        failingSince: string | null;
                        id: string;
                        paused: boolean;
                        /** Format: date-time */
                        previousSecretUntil: string | null;
                        /** @enum {string} */
                        status: "active" | "paused" | "disabled";
                        url: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    WebhooksController_log: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                status?: "pending" | "delivered" | "failed";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            attempts: {
                                body: string | null;
                                durationMs: number;
                                error: string | null;
                                headers: {
                                    [key: string]: string;
                                } | null;
                                number: number;
                                /** Format: date-time */
                                startedAt: string;
                                status: number | null;
                            }[];
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            deliveredAt: string | null;
                            endpoint: string;
                            id: string;
                            /** Format: date-time */
                            nextAttemptAt: string | null;
                            /** @enum {string} */
                            status: "pending" | "delivered" | "failed";
                            type: string;
                            webhookId: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    WebhooksController_endOverlap: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    WebhooksController_replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    since: string;
                    /** @default false */
                    undelivered?: boolean;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: number;
                        /** Format: date-time */
                        next: string | null;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    WebhooksController_rotate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** Format: date-time */
                        previousSecretUntil: string;
                        secret: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    WebhooksController_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivery: string;
                        webhookId: string;
                    };
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    CatalogueController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    HealthController_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    HealthController_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "budget_exceeded" | "plan_required" | "second_factor_required" | "forbidden" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "mail_not_configured" | "roles_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
}
