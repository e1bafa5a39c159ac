/**
 * Generated from the OpenAPI document, do not change by hand:
 *   WRITE=1 npm test -- test/web/openapi-types
 */
export interface paths {
    "/api/admin/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
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
        get: operations["UsageController_ledger"];
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
export type webhooks = Record<string, never>;
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                    /**
                     * @default now
                     * @enum {string}
                     */
                    at?: "now" | "periodEnd";
                    /** @enum {string} */
                    plan: "free" | "starter" | "pro" | "agency";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                                connection: string;
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
                            progress: {
                                done: number;
                                etaSeconds: number | null;
                                imagesPerSecond: number;
                                ratio: number;
                                total: number;
                            };
                            source: {
                                connection: string;
                                exclude?: string[];
                                include?: string[];
                                keyCount?: number;
                                keys?: string[];
                                manifest?: string;
                                prefix?: string | "";
                                reason?: string[];
                                retryOf?: string;
                            };
                            /** Format: date-time */
                            startedAt: string | null;
                            /** @enum {string} */
                            status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                            connection: string;
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
                        progress: {
                            done: number;
                            etaSeconds: number | null;
                            imagesPerSecond: number;
                            ratio: number;
                            total: number;
                        };
                        source: {
                            connection: string;
                            exclude?: string[];
                            include?: string[];
                            keyCount?: number;
                            keys?: string[];
                            manifest?: string;
                            prefix?: string | "";
                            reason?: string[];
                            retryOf?: string;
                        };
                        /** Format: date-time */
                        startedAt: string | null;
                        /** @enum {string} */
                        status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                            connection: string;
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
                        progress: {
                            done: number;
                            etaSeconds: number | null;
                            imagesPerSecond: number;
                            ratio: number;
                            total: number;
                        };
                        source: {
                            connection: string;
                            exclude?: string[];
                            include?: string[];
                            keyCount?: number;
                            keys?: string[];
                            manifest?: string;
                            prefix?: string | "";
                            reason?: string[];
                            retryOf?: string;
                        };
                        /** Format: date-time */
                        startedAt: string | null;
                        /** @enum {string} */
                        status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                            connection: string;
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
                        progress: {
                            done: number;
                            etaSeconds: number | null;
                            imagesPerSecond: number;
                            ratio: number;
                            total: number;
                        };
                        source: {
                            connection: string;
                            exclude?: string[];
                            include?: string[];
                            keyCount?: number;
                            keys?: string[];
                            manifest?: string;
                            prefix?: string | "";
                            reason?: string[];
                            retryOf?: string;
                        };
                        /** Format: date-time */
                        startedAt: string | null;
                        /** @enum {string} */
                        status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                            connection: string;
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
                        progress: {
                            done: number;
                            etaSeconds: number | null;
                            imagesPerSecond: number;
                            ratio: number;
                            total: number;
                        };
                        source: {
                            connection: string;
                            exclude?: string[];
                            include?: string[];
                            keyCount?: number;
                            keys?: string[];
                            manifest?: string;
                            prefix?: string | "";
                            reason?: string[];
                            retryOf?: string;
                        };
                        /** Format: date-time */
                        startedAt: string | null;
                        /** @enum {string} */
                        status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                            connection: string;
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
                        progress: {
                            done: number;
                            etaSeconds: number | null;
                            imagesPerSecond: number;
                            ratio: number;
                            total: number;
                        };
                        source: {
                            connection: string;
                            exclude?: string[];
                            include?: string[];
                            keyCount?: number;
                            keys?: string[];
                            manifest?: string;
                            prefix?: string | "";
                            reason?: string[];
                            retryOf?: string;
                        };
                        /** Format: date-time */
                        startedAt: string | null;
                        /** @enum {string} */
                        status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                            connection: string;
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
                        progress: {
                            done: number;
                            etaSeconds: number | null;
                            imagesPerSecond: number;
                            ratio: number;
                            total: number;
                        };
                        source: {
                            connection: string;
                            exclude?: string[];
                            include?: string[];
                            keyCount?: number;
                            keys?: string[];
                            manifest?: string;
                            prefix?: string | "";
                            reason?: string[];
                            retryOf?: string;
                        };
                        /** Format: date-time */
                        startedAt: string | null;
                        /** @enum {string} */
                        status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                            connection: string;
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
                        progress: {
                            done: number;
                            etaSeconds: number | null;
                            imagesPerSecond: number;
                            ratio: number;
                            total: number;
                        };
                        source: {
                            connection: string;
                            exclude?: string[];
                            include?: string[];
                            keyCount?: number;
                            keys?: string[];
                            manifest?: string;
                            prefix?: string | "";
                            reason?: string[];
                            retryOf?: string;
                        };
                        /** Format: date-time */
                        startedAt: string | null;
                        /** @enum {string} */
                        status: "expanding" | "ready" | "queued" | "running" | "paused" | "completed" | "failed" | "canceled";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                            accessKeyId: string;
                            bucket: string;
                            /** Format: date-time */
                            createdAt: string;
                            endpoint: string | null;
                            forcePathStyle: boolean;
                            id: string;
                            name: string;
                            region: string;
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                    accessKeyId: string;
                    bucket: string;
                    /** Format: uri */
                    endpoint?: string;
                    /** @default false */
                    forcePathStyle?: boolean;
                    name: string;
                    region: string;
                    secretAccessKey: string;
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
                        accessKeyId: string;
                        bucket: string;
                        /** Format: date-time */
                        createdAt: string;
                        endpoint: string | null;
                        forcePathStyle: boolean;
                        id: string;
                        name: string;
                        region: string;
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        accessKeyId: string;
                        bucket: string;
                        /** Format: date-time */
                        createdAt: string;
                        endpoint: string | null;
                        forcePathStyle: boolean;
                        id: string;
                        name: string;
                        region: string;
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        /** @description 99999 means unlimited */
                        compressor_limit: number;
                        /** @description The part of compressor_used that running batches hold */
                        compressor_reserved: number;
                        /** @description Includes what running batches hold */
                        compressor_used: number;
                        /** @description 99999 means unlimited */
                        ia_credits_monthly: number;
                        ia_credits_remaining: number;
                        ia_credits_reserved: number;
                        ia_credits_used: number;
                        ia_topup_credits: number;
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
                            large: string | null;
                            medium: string | null;
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                            /** @description 99999 means unlimited */
                            compressor_limit: number;
                            /** @description The part of compressor_used that running batches hold */
                            compressor_reserved: number;
                            /** @description Includes what running batches hold */
                            compressor_used: number;
                            /** @description 99999 means unlimited */
                            ia_credits_monthly: number;
                            ia_credits_reserved: number;
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    UsageController_ledger: {
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
                            amount: number;
                            batchId: string | null;
                            bucket: string;
                            /** Format: date-time */
                            createdAt: string;
                            entry: string;
                            id: string;
                            periodNo: number;
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                            events: ("batch.completed" | "batch.failed" | "batch.canceled" | "usage.updated" | "usage.threshold_reached" | "usage.period_reset" | "credits.topup_granted" | "credits.topup_reversed" | "webhook.disabled")[];
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                    events?: ("batch.completed" | "batch.failed" | "batch.canceled" | "usage.updated" | "usage.threshold_reached" | "usage.period_reset" | "credits.topup_granted" | "credits.topup_reversed" | "webhook.disabled")[];
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
                        events: ("batch.completed" | "batch.failed" | "batch.canceled" | "usage.updated" | "usage.threshold_reached" | "usage.period_reset" | "credits.topup_granted" | "credits.topup_reversed" | "webhook.disabled")[];
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        events: ("batch.completed" | "batch.failed" | "batch.canceled" | "usage.updated" | "usage.threshold_reached" | "usage.period_reset" | "credits.topup_granted" | "credits.topup_reversed" | "webhook.disabled")[];
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                    events?: ("batch.completed" | "batch.failed" | "batch.canceled" | "usage.updated" | "usage.threshold_reached" | "usage.period_reset" | "credits.topup_granted" | "credits.topup_reversed" | "webhook.disabled")[] | null;
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
                        events: ("batch.completed" | "batch.failed" | "batch.canceled" | "usage.updated" | "usage.threshold_reached" | "usage.period_reset" | "credits.topup_granted" | "credits.topup_reversed" | "webhook.disabled")[];
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        /** Format: date-time */
                        createdAt: string;
                        description: string | null;
                        /** Format: date-time */
                        disabledAt: string | null;
                        /** @enum {string|null} */
                        disabledReason: "gone" | "failing" | null;
                        events: ("batch.completed" | "batch.failed" | "batch.canceled" | "usage.updated" | "usage.threshold_reached" | "usage.period_reset" | "credits.topup_granted" | "credits.topup_reversed" | "webhook.disabled")[];
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
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
                        code: "invalid_request" | "unauthorized" | "insufficient_credits" | "plan_required" | "not_found" | "idempotency_conflict" | "invalid_state" | "too_large" | "unsupported_image" | "storage_denied" | "storage_not_found" | "blocked_address" | "rate_limited" | "internal" | "busy" | "ai_not_configured" | "billing_not_configured";
                        error: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
}
