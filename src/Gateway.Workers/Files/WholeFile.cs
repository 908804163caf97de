using System.Buffers;
using System.Security.Cryptography;
using Gateway.Core.Files;
using Gateway.Persistence.Files;

namespace Gateway.Workers.Files;

/// <summary>A file changed while it was read: it was not whole.</summary>
internal sealed class FileChangedException() : IOException("A file changed while it was read.");

/// <summary>
/// An open file that must stay as it was found. It is read twice, once for its checksum and once by intake; whoever reads it to
/// its end the second time gets an exception instead of the end when the bytes were others.
/// </summary>
internal sealed class WholeFile : Stream
{
    private const int Piece = 128 * 1024;

    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _position;

    private WholeFile(FileStream file, EntryState state, string sha256) => (_file, State, Sha256) = (file, state, sha256);

    /// <summary>As it was found.</summary>
    internal EntryState State { get; }

    /// <summary>SHA-256 of its bytes, lower case.</summary>
    internal string Sha256 { get; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => State.Bytes;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    /// <summary>Opens a file and computes its checksum.</summary>
    /// <exception cref="FileChangedException">It is another than the one that was found, or changes.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    internal static async Task<WholeFile> OpenAsync(FolderHandle folder, string name, EntryState found, CancellationToken cancellation)
    {
        var file = folder.OpenFile(name, out var state);
        try
        {
            if (state != found)
                throw new FileChangedException();
            var sha256 = await HashAsync(file, found.Bytes, cancellation);
            if (FolderHandle.StateOf(file.SafeFileHandle) != found)
                throw new FileChangedException();
            file.Position = 0;
            return new WholeFile(file, found, sha256);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        var read = await _file.ReadAsync(buffer, cancellationToken);
        _hash.AppendData(buffer.Span[..read]);
        _position += read;
        if (_position > State.Bytes || (read == 0 && Convert.ToHexStringLower(_hash.GetCurrentHash()) != Sha256))
            throw new FileChangedException();
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>No more is read than was found: a file without an end is not followed.</summary>
    private static async Task<string> HashAsync(FileStream file, long bytes, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            for (long left = bytes; left > 0;)
            {
                var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellation);
                if (read == 0)
                    throw new FileChangedException();
                hash.AppendData(buffer, 0, read);
                left -= read;
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
