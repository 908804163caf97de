using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gateway.Persistence.SqlServer.Migrations.Compartments
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(SqlServerCompartmentContext))]
    [Migration("20261130170109_Initial")]
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "compartment");

            migrationBuilder.CreateTable(
                name: "CompartmentKey",
                schema: "compartment",
                columns: table => new
                {
                    Compartment = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    PublicKey = table.Column<byte[]>(type: "varbinary(1000)", maxLength: 1000, nullable: false),
                    WrappedPrivateKey = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    LockedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CompartmentKey", x => new { x.Compartment, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "Sealed",
                schema: "compartment",
                columns: table => new
                {
                    RecordId = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    Compartment = table.Column<int>(type: "int", nullable: false),
                    KeyNumber = table.Column<int>(type: "int", nullable: false),
                    WrappedKey = table.Column<byte[]>(type: "varbinary(512)", maxLength: 512, nullable: true),
                    Cipher = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sealed", x => x.RecordId);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CompartmentKey",
                schema: "compartment");

            migrationBuilder.DropTable(
                name: "Sealed",
                schema: "compartment");
        }
    }
}
