using System.Text;
using Gateway.Core.Intake;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>What is JSON at the edges, and what some readers would read otherwise than others.</summary>
public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("""{"a":"é \u00e9 \ud83d\ude00 \\ud800 \\\\ud800 \n \" \/"}""", true)]
    [InlineData("""["\ud83d\ude00\ud83d\ude00"]""", true)]
    [InlineData("""["\ud83d"]""", false)]
    [InlineData("""["\ude00"]""", false)]
    [InlineData("""["\ude00\ud83d"]""", false)]
    [InlineData("""["\ud83d \ude00"]""", false)]
    [InlineData("""["\ud83d\n\ude00"]""", false)]
    [InlineData("""["\ud83d\ud83d\ude00"]""", false)]
    [InlineData("""{"\ud83d":1}""", false)]
    [InlineData("""{"a":1,"\u0061":2}""", false)]
    [InlineData("""["\u12"]""", false)]
    [InlineData("""["\""", false)]
    [InlineData("\\", false)]
    public void Text_is_whole_characters(string json, bool isRead)
    {
        using var read = StrictJson.Parse(Encoding.UTF8.GetBytes(json));

        (read is not null).ShouldBe(isRead);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_no_json()
    {
        StrictJson.Parse(Encoding.Latin1.GetBytes("[\"é\"]")).ShouldBeNull();
        using var marked = StrictJson.Parse(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'1' });
        marked.ShouldNotBeNull();
    }
}
