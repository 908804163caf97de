#!/bin/bash
# Makes the empty database and the gateway's account, which owns that database and nothing else. Run as often as you like.
# SQLCMDPASSWORD and GATEWAY_PASSWORD come from the environment; both are made of letters, digits, '-' and '_'.
set -euo pipefail
: "${SQLCMDPASSWORD:?}" "${GATEWAY_PASSWORD:?}"

/opt/mssql-tools18/bin/sqlcmd -S database -U sa -C -b -l 30 <<SQL
IF DB_ID(N'gateway') IS NULL
    CREATE DATABASE gateway;
GO
ALTER DATABASE gateway SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
GO
IF SUSER_ID(N'gateway') IS NULL
    CREATE LOGIN gateway WITH PASSWORD = N'$GATEWAY_PASSWORD', DEFAULT_DATABASE = gateway;
GO
USE gateway;
IF USER_ID(N'gateway') IS NULL
    CREATE USER gateway FOR LOGIN gateway;
ALTER ROLE db_owner ADD MEMBER gateway;
GO
SQL
